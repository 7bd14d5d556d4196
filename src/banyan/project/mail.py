"""Mail on a developer's computer."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.mail import EmailMessage
from django.core.mail.backends import console, filebased


class ConsoleAndFile(filebased.EmailBackend):
    """Writes each message into ``EMAIL_FILE_PATH`` and shows it on the terminal."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        console.EmailBackend(fail_silently=True).send_messages(email_messages)
        return super().send_messages(email_messages) or 0
