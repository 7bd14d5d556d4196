"""Letters to people: text and HTML, in their language and direction, without pictures."""

from __future__ import annotations

import re
from collections.abc import Mapping

from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string

from banyan.base.text import direction, tidy


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
    """Hands one letter to the mail server. ``template`` extends ``base/letter.html`` and gets ``context``."""
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
    mail = EmailMultiAlternatives(subject, plain, None, [to], headers={"Auto-Submitted": "auto-generated", **headers})
    mail.attach_alternative(page, "text/html")
    mail.send()
