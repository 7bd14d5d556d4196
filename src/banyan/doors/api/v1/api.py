"""The API, version 1: its parts in one place, and one handler for all that goes wrong."""

from __future__ import annotations

from django.http import Http404
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError
from ninja.operation import Operation

from banyan.doors.api.parsing import StrictParser
from banyan.doors.api.problems import on_error
from banyan.doors.api.v1 import alerts, cases, enquiries, listings, reference, searching, writing


class _Api(NinjaAPI):
    """Operations are called by the names of their functions."""

    def get_openapi_operation_id(self, operation: Operation) -> str:
        return operation.view_func.__name__


api = _Api(
    title="Banyan",
    version="1",
    description=(
        "Needs, offers and those who help, with explained matches. Reading what is public needs no token. "
        "Everything that goes wrong has one shape (RFC 9457)."
    ),
    openapi_url=None,
    docs_url=None,
    urls_namespace="api-v1",
    parser=StrictParser(),
)
_PARTS = (listings, writing, searching, reference, enquiries, cases, alerts)
for router in dict.fromkeys(part.router for part in _PARTS):
    api.add_router("", router)
for kind in (Exception, Http404, HttpError, ValidationError):
    api.add_exception_handler(kind, on_error)
