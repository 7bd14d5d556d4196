"""How a letter goes out."""

from __future__ import annotations

from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string

from banyan.base.text import direction
from banyan.domain.accounts.policy import SignedIn
from banyan.practice.brokerage.letters.letter import Letter


def send(letter: Letter, *, to: SignedIn) -> None:
    """Sends it as text and as HTML; the language of the person is the active one."""
    look = {"letter": letter, "language": to.locale, "direction": direction(to.locale)}
    mail = EmailMultiAlternatives(letter.subject, letter.plain, None, [to.email])
    mail.attach_alternative(render_to_string("brokerage/letter.html", look), "text/html")
    mail.send()
