"""The letters of allauth, made to look and to speak like all others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.utils.translation import get_language

from banyan.base.letters import page_of


@dataclass(frozen=True, slots=True)
class Node:
    """What allauth's templates call the site: the node by its name, not the host that happened to be asked."""

    name: str
    domain: str


class LetterAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth comes without types
    """Adds the HTML that allauth's letters lack."""

    def render_mail(
        self,
        template_prefix: str,
        email: str | list[str],
        context: dict[str, Any],
        headers: dict[str, str] | None = None,
    ) -> EmailMessage:
        node = Node(settings.BANYAN_NODE_NAME, urlsplit(settings.BANYAN_URL).netloc)
        said = {"Auto-Submitted": "auto-generated", **(headers or {})}
        mail = super().render_mail(template_prefix, email, {**context, "current_site": node}, said)
        assert isinstance(mail, EmailMultiAlternatives), "all of allauth's letters have a text"
        subject = mail.subject.removeprefix(settings.ACCOUNT_EMAIL_SUBJECT_PREFIX)
        language = get_language() or settings.LANGUAGE_CODE
        mail.attach_alternative(page_of(str(mail.body), subject=subject, language=language), "text/html")
        return mail
