"""Letters to people: text and HTML, in their language and direction, without pictures."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from urllib.parse import urlsplit

from babel import Locale, UnknownLocaleError
from babel.dates import format_date
from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils.translation import get_language

from banyan.base.jobs import present_job
from banyan.base.text import direction, tidy


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter in its reader's language; ``buttons`` are a label and a link each."""

    subject: str
    paragraphs: tuple[str, ...]
    buttons: tuple[tuple[str, str], ...]

    @property
    def foot(self) -> str:
        """Who writes."""
        return foot()

    @property
    def plain(self) -> str:
        """The letter as text."""
        links = (f"{label}:\n{link}" for label, link in self.buttons)
        return "\n\n".join((*self.paragraphs, *links, f"-- \n{self.foot}")) + "\n"


def foot() -> str:
    """Who writes, as it stands below every letter."""
    return f"{settings.BANYAN_NODE_NAME}, {settings.BANYAN_URL}"


def send(letter: Letter, *, to: str, language: str) -> None:
    """Hands a letter to the mail server, as text and as HTML."""
    post(
        subject=letter.subject,
        plain=letter.plain,
        template="base/button_letter.html",
        context={"letter": letter},
        to=to,
        language=language,
    )


def date_for(day: date) -> str:
    """A day in the active language."""
    try:
        locale = Locale.parse(get_language() or "en", sep="-")
    except (UnknownLocaleError, ValueError):
        locale = Locale("en")
    return str(format_date(day, format="long", locale=locale))


def isolated(text: str) -> str:
    """A text of people, kept in its own direction inside a sentence of the other (Unicode isolates). It may have been
    cut anywhere: what it opens is closed in it."""
    return f"\u2068{tidy(text)}\u2069"


def post(
    *,
    subject: str,
    plain: str,
    template: str,
    context: Mapping[str, object],
    to: str,
    language: str,
    headers: Mapping[str, str] | None = None,
) -> None:
    """The same for one with a look of its own: ``template`` extends ``base/letter.html`` and gets ``context``."""
    look = {**context, "subject": subject, "language": language, "direction": direction(language)}
    _send(subject, plain, render_to_string(template, look), to, headers or {})


def post_plain(*, subject: str, plain: str, to: str, language: str) -> None:
    """The same for one that is written as text alone."""
    _send(subject, plain, page_of(plain, subject=subject, language=language), to, {})


def page_of(plain: str, *, subject: str, language: str) -> str:
    """The HTML of a letter that is written as text alone: its paragraphs, addresses in them as links; the last is the
    foot."""
    *paragraphs, foot = [part.strip() for part in re.split(r"\n\s*\n", plain.strip())]
    look = {"subject": subject, "language": language, "direction": direction(language)}
    return render_to_string("base/plain_letter.html", {**look, "paragraphs": paragraphs, "foot": foot})


def _send(subject: str, plain: str, page: str, to: str, headers: Mapping[str, str]) -> None:
    # Who is away sends no answer to a machine (RFC 3834).
    kept = {"Auto-Submitted": "auto-generated", **_same_each_time(to, subject), **headers}
    mail = EmailMultiAlternatives(subject, plain, None, [to], headers=kept)
    mail.attach_alternative(page, "text/html")
    mail.send()


def _same_each_time(to: str, subject: str) -> dict[str, str]:
    """A Message-ID that a letter keeps when its job is done again, after a worker died between letter and tick: what
    receives mail can tell that it has it already."""
    number = present_job()
    if number is None:
        return {}
    host = urlsplit(settings.BANYAN_URL).hostname or "localhost"
    return {"Message-ID": f"<{number}.{sha256(f'{to} {subject}'.encode()).hexdigest()[:16]}@{host}>"}
