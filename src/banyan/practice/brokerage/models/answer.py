from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.db import models

from banyan.base.clock import now
from banyan.base.ids import PublicIdField
from banyan.domain.listings.types import DeclineReason
from banyan.practice.brokerage.types.answer import AnswerState, ReplyWord


class Answer(models.Model):
    """The response to a need, in the seeker's language. What is written in it stands in its editions.

    ``edition`` is the number of the latest; once sent, there is no further one. ``replied`` is when the seeker said
    something last, ``heard`` when a broker had read that.
    """

    public_id = PublicIdField(prefix="ans")
    need = models.ForeignKey("listings.Listing", null=True, on_delete=models.SET_NULL, related_name="+")
    title = models.CharField(max_length=200)
    language = models.CharField(max_length=12)
    state = models.CharField(
        max_length=12, choices=[(one.value, one.value) for one in AnswerState], default=AnswerState.DRAFT.value
    )
    edition = models.PositiveIntegerField(default=0)
    sender = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    sent = models.DateTimeField(null=True)
    replied = models.DateTimeField(null=True)
    heard = models.DateTimeField(null=True)
    made = models.DateTimeField(default=now, editable=False)
    changed = models.DateTimeField(default=now, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(state__in=[one.value for one in AnswerState]), name="answer_state_known"
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=[AnswerState.SENT.value, AnswerState.REPLIED.value])
                | models.Q(sent__isnull=False),
                name="answer_out_was_sent",
            ),
            models.UniqueConstraint(
                fields=["need"], condition=models.Q(state=AnswerState.DRAFT.value), name="one_draft_per_need"
            ),
        )
        indexes = (
            models.Index(fields=["-changed", "-public_id"], name="answer_newest"),
            models.Index(
                fields=["replied"], condition=models.Q(state=AnswerState.REPLIED.value), name="answer_replied"
            ),
        )

    def __str__(self) -> str:
        return f"{self.public_id} {self.state}"


class AnswerEdition(models.Model):
    """One version of what was written, kept as it was. ``by`` is a public id, so that the row outlives the account."""

    answer = models.ForeignKey(Answer, on_delete=models.PROTECT, related_name="editions")
    number = models.PositiveIntegerField()
    sent = models.BooleanField(default=False)
    words = models.JSONField()
    by = models.CharField(max_length=40)
    at = models.DateTimeField(default=now, editable=False)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["answer", "number"], name="one_edition_a_number"),)
        triggers = (pgtrigger.Protect(name="edition_stays", operation=pgtrigger.Update | pgtrigger.Delete),)

    def __str__(self) -> str:
        return f"{self.number} {self.at:%Y-%m-%d}"


class AnswerReply(models.Model):
    """What the seeker said of one option; the latest of a listing counts. ``listing``, ``by`` and ``enquiry`` are
    public ids."""

    answer = models.ForeignKey(Answer, on_delete=models.PROTECT, related_name="replies")
    listing = models.CharField(max_length=40)
    word = models.CharField(max_length=8, choices=[(one.value, one.value) for one in ReplyWord])
    reason = models.CharField(max_length=24, blank=True)
    line = models.TextField(blank=True)
    enquiry = models.CharField(max_length=40, blank=True)
    by = models.CharField(max_length=40)
    at = models.DateTimeField(default=now, editable=False)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(word__in=[one.value for one in ReplyWord]), name="reply_word_known"
            ),
            models.CheckConstraint(
                condition=models.Q(reason__in=["", *(one.value for one in DeclineReason)]), name="reply_reason_known"
            ),
            models.CheckConstraint(
                condition=~models.Q(word=ReplyWord.NO.value) | ~models.Q(reason=""), name="reply_no_has_a_reason"
            ),
        )
        triggers = (pgtrigger.Protect(name="reply_stays", operation=pgtrigger.Update | pgtrigger.Delete),)

    def __str__(self) -> str:
        return f"{self.word} {self.listing}"
