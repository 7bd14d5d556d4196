"""What forms about cases share: reading what was typed, and giving it back with a refusal."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import wraps
from typing import TypeVar, cast
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from banyan.base.errors import BanyanError, Invalid
from banyan.doors.web.enquiries import waiting
from banyan.doors.web.shell.requests import PageRequest, PersonRequest, is_person

_NUMBER = re.compile(r"-?[0-9]{1,14}(\.[0-9]{1,4})?")
_WORDS = frozenset({"line", "title", "next_step", "place", "quantity", "text", "name"})
#: What a form carries besides what somebody said in it.
_CARRIED = frozenset({"form", "version", "token", "state", "answer", "word", "csrfmiddlewaretoken"})
View = TypeVar("View", bound=Callable[..., HttpResponse])


@dataclass(frozen=True, slots=True)
class Refused:
    """A form that could not be taken: which one, why, and what was typed in it. Without an error it is one that was
    typed in while signed out."""

    form: str
    error: BanyanError | None
    typed: dict[str, str] = field(default_factory=dict)

    @property
    def status(self) -> int:
        """Of the page that shows it."""
        return self.error.status if self.error is not None else 200

    @property
    def apart(self) -> bool:
        """Whether why, and what was typed, stand above the page: its form may not be there any more."""
        return self.error is None or self.status == 409

    @property
    def sentences(self) -> list[str]:
        """Why, in words."""
        if isinstance(self.error, Invalid):
            return [str(line) for said in self.error.fields.values() for line in said]
        return [str(self.error.sentence)] if self.error is not None else []

    @property
    def kept(self) -> list[str]:
        """The words typed, for a form that does not stand on the page any more."""
        return [text for name, text in self.typed.items() if name in _WORDS and text.strip()]


def only_posted(view: View) -> View:
    """Takes what was posted. Somebody who was signed out meanwhile comes back by GET: they go on from the page."""

    @wraps(view)
    def posted(request: HttpRequest, **names: str) -> HttpResponse:
        if request.method == "POST":
            return view(request, **names)
        messages.info(request, _("You had been signed out, so nothing was done. Please do it again."))
        return redirect("case", names["public_id"]) if "public_id" in names else redirect("cases")

    return cast(View, posted)


def by_person(form: str, page: str = "case") -> Callable[[View], View]:
    """Takes what a person posted in a form of a page; other requests lead to the page.

    ``form`` is its name, in which names of the address are filled in. What is typed by somebody who has been signed out
    meanwhile waits for them on the page (``waited``).
    """

    def decorated(view: View) -> View:
        @wraps(view)
        def posted(request: PageRequest, **names: str) -> HttpResponse:
            place = reverse(page, args=[names["public_id"]] if "public_id" in names else [])
            if request.method != "POST":
                return redirect(place)
            if is_person(request):
                return view(request, **names)
            typed = request.POST.copy()
            if waiting.FIELD in typed or _has_words(typed):
                typed["form"] = form.format(**names)
                waiting.keep(request.session, place, typed)
            return redirect(f"{reverse('account_login')}?{urlencode({'next': place})}")

        return cast(View, posted)

    return decorated


def _has_words(typed: Mapping[str, object]) -> bool:
    """Whether somebody said something, more than that they pressed a button."""
    return any(str(said).strip() for name, said in typed.items() if name not in _CARRIED)


def waited(request: PersonRequest) -> Refused | None:
    """The form of this page in which the person typed before they had to sign in anew."""
    typed = waiting.take(request.session, request.path, request.user)
    if typed is None:
        return None
    if not _has_words(typed):
        messages.info(request, _("You had been signed out, so nothing was done. Please do it again."))
        return None
    messages.info(request, _("You had been signed out. Your words are kept: look at them and send them again."))
    return Refused(typed.get("form", ""), None, dict(typed))


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
