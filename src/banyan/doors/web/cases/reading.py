"""What forms about cases share: reading what was typed, and giving it back with a refusal."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import wraps
from typing import TypeVar, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from banyan.base.errors import BanyanError, Invalid

_NUMBER = re.compile(r"-?[0-9]{1,14}(\.[0-9]{1,4})?")
View = TypeVar("View", bound=Callable[..., HttpResponse])


@dataclass(frozen=True, slots=True)
class Refused:
    """A form that could not be taken: which one, why, and what was typed in it."""

    form: str
    error: BanyanError
    typed: dict[str, str] = field(default_factory=dict)

    @property
    def sentences(self) -> list[str]:
        """Why, in words."""
        if isinstance(self.error, Invalid):
            return [str(line) for said in self.error.fields.values() for line in said]
        return [str(self.error.sentence)]

    @property
    def kept(self) -> list[str]:
        """The words typed, for a form that does not stand on the page any more."""
        return [
            text
            for name, text in self.typed.items()
            if name in {"line", "title", "next_step", "place", "quantity"} and text.strip()
        ]


def only_posted(view: View) -> View:
    """Takes what was posted. Somebody who was signed out meanwhile comes back by GET: they go on from the page."""

    @wraps(view)
    def posted(request: HttpRequest, **names: str) -> HttpResponse:
        if request.method == "POST":
            return view(request, **names)
        messages.info(request, _("You had been signed out, so nothing was done. Please do it again."))
        return redirect("case", names["public_id"]) if "public_id" in names else redirect("cases")

    return cast(View, posted)


def refused(form: str, error: BanyanError, post: QueryDict) -> Refused:
    """What was typed, kept."""
    return Refused(form, error, {name: str(said) for name, said in post.items() if name != "csrfmiddlewaretoken"})


def version_in(post: QueryDict) -> int:
    """The version that the form was made from; 0, which none has, when it says nothing sensible."""
    said = post.get("version", "")
    return int(said) if said.isascii() and said.isdecimal() and len(said) < 10 else 0


def day_in(post: QueryDict, name: str = "due") -> date | None:
    """A day as the browser's date field sends it; none when it is empty."""
    said = post.get(name, "").strip()
    if not said:
        return None
    try:
        found = date.fromisoformat(said)
    except ValueError:
        found = None
    if found is None or not 1900 <= found.year <= 2200:
        raise Invalid({name: [_("Write the day as year-month-day, such as 2026-03-31.")]})
    return found


def number_in(post: QueryDict, name: str) -> Decimal | None:
    """A number with digits and at most one decimal point; none when it is empty."""
    said = "".join(post.get(name, "").split())
    if not said:
        return None
    if not _NUMBER.fullmatch(said):
        raise Invalid({name: [_("Write the number with digits and at most one point, such as 1250.50.")]})
    return Decimal(said)
