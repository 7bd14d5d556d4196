"""Is a node alive, and may it get visitors: the answer, and the question."""

from __future__ import annotations

from collections.abc import Callable
from http.client import HTTPConnection, HTTPException

from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, HttpResponseBase


class Health:
    """Answers ``/healthz`` and ``/readyz`` before anything else.

    A load balancer asks by number instead of name, without HTTPS, and must not start a session; so these two are no
    views. ``/healthz``: the process answers. ``/readyz``: the database does too; 503 when it does not.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.path == "/healthz":
            return _answer("ok", 200)
        if request.path == "/readyz":
            return ready()
        return self.get_response(request)


def ready() -> HttpResponse:
    """Whether pages can be made now."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        connection.close()
        return _answer("the database does not answer", 503)
    return _answer("ok", 200)


def answers(host: str, port: int, *, timeout: float) -> bool:
    """Whether the node at this address says that it is ready; ``timeout`` in seconds."""
    asking = HTTPConnection(host, port, timeout=timeout)
    try:
        asking.request("GET", "/readyz")
        return asking.getresponse().status == 200
    except (OSError, HTTPException):
        return False
    finally:
        asking.close()


def _answer(text: str, status: int) -> HttpResponse:
    return HttpResponse(f"{text}\n", status=status, content_type="text/plain", headers={"Cache-Control": "no-store"})
