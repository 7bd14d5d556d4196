"""Reading bodies: strict JSON of characters that a database and a page can hold."""

from __future__ import annotations

import json
from typing import Any, NoReturn

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja.parser import Parser

from banyan.base.errors import Invalid
from banyan.doors.api.problems import Unreadable

_DEEPEST = 20


class StrictParser(Parser):
    """``Unreadable`` for what is no JSON; ``Invalid`` for NUL and halves of characters."""

    def parse_body(self, request: HttpRequest) -> Any:
        try:
            found = json.loads(request.body.decode("utf-8"), parse_constant=_no_number)
        except (ValueError, RecursionError) as error:
            raise Unreadable(_("The body is not JSON. Nothing was changed.")) from error
        _check(found, _DEEPEST)
        return found


def _no_number(name: str) -> NoReturn:
    raise ValueError(name)


def _check(value: object, left: int) -> None:
    if left < 0:
        raise Unreadable(_("The body is nested too deeply. Nothing was changed."))
    if isinstance(value, str):
        _check_text(value)
    elif isinstance(value, list):
        for one in value:
            _check(one, left - 1)
    elif isinstance(value, dict):
        for name, one in value.items():
            _check_text(name)
            _check(one, left - 1)


def _check_text(text: str) -> None:
    if "\x00" in text or any("\ud800" <= sign <= "\udfff" for sign in text):
        raise Invalid({"body": [_("A text holds a NUL or half of a character. Nothing was changed.")]})
