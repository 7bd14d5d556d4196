"""Letters to people: text and HTML, in their language and direction, without pictures."""

from __future__ import annotations

from collections.abc import Mapping

from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string

from banyan.base.text import direction


def isolated(text: str) -> str:
    """A text of people, kept in its own direction inside a sentence of the other (Unicode isolates)."""
    return f"\u2068{text}\u2069"


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
    said = {
        "Auto-Submitted": "auto-generated",
        **(headers or {}),
    }  # who is away sends no answer to a machine (RFC 3834)
    mail = EmailMultiAlternatives(subject, plain, None, [to], headers=said)
    mail.attach_alternative(render_to_string(template, look), "text/html")
    mail.send()
