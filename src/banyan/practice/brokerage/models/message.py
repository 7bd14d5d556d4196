from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.db import models

from banyan.base.clock import now
from banyan.base.ids import PublicIdField
from banyan.practice.brokerage.types import Part, Side

#: Of an enquiry or of a case; a broker is one in both.
_SIDES = list(dict.fromkeys(one.value for one in (*Side, *Part)))


class Message(models.Model):
    """What one side wrote to the others; never changed or removed.

    ``thread`` is the public id of what it is written in (an enquiry, a case) and ``by`` of the person, so that it
    outlives them. ``token`` is of the form: one that is sent twice is one message.
    """

    public_id = PublicIdField(prefix="msg")
    thread = models.CharField(max_length=40)
    side = models.CharField(max_length=12, choices=[(one, one) for one in _SIDES])
    by = models.CharField(max_length=40)
    text = models.TextField(blank=True)
    token = models.CharField(max_length=40, blank=True)
    at = models.DateTimeField(default=now, editable=False)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["thread", "by", "token"], condition=~models.Q(token=""), name="one_message_a_form"
            ),
        )
        indexes = (models.Index(fields=["thread", "id"], name="message_order"),)
        triggers = (pgtrigger.Protect(name="message_stays", operation=pgtrigger.Update | pgtrigger.Delete),)

    def __str__(self) -> str:
        return f"{self.public_id} {self.thread}"


class MessageFile(models.Model):
    """A file beside a message. ``content_type`` is what the bytes are, not what the sender said."""

    public_id = PublicIdField(prefix="mfl")
    message = models.ForeignKey(Message, on_delete=models.PROTECT, related_name="files")
    file = models.FileField(upload_to="messages/%Y/%m/", max_length=200)
    name = models.CharField(max_length=160)
    content_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()

    def __str__(self) -> str:
        return self.name


class MessageMark(models.Model):
    """Up to which message somebody has read a thread."""

    thread = models.CharField(max_length=40)
    reader = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    up_to = models.BigIntegerField(help_text="The row key of the last message they were shown.")

    class Meta:
        constraints = (models.UniqueConstraint(fields=["thread", "reader"], name="one_mark_a_reader"),)

    def __str__(self) -> str:
        return f"{self.thread} {self.up_to}"
