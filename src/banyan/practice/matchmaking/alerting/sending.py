"""A letter goes out at most once.

It is marked before it is handed to the mail server. When that refuses, the mark is taken back and it is tried again;
when we crash between the two, nobody knows whether it went, and it is not sent again: everything in it stands on the
page of notices, and a letter that comes twice is what was promised not to happen.
"""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import urlsplit

import structlog
from django.conf import settings
from django.utils.translation import override

from banyan.base.clock import now
from banyan.base.letters import post
from banyan.domain.listings.selectors import open_now
from banyan.practice.matchmaking.alerting.letters import Digest, compose
from banyan.practice.matchmaking.models import Letter, Notice
from banyan.practice.matchmaking.selectors.notices import shown_to
from banyan.practice.matchmaking.types import Frequency, LetterState, NoticeState

_log = structlog.get_logger(__name__)
#: After so long a letter that was being sent is taken for cut off.
_PATIENCE = timedelta(minutes=10)


def send(public_id: str) -> None:
    """Sends a letter that is ready. Whatever may not be told any more is left out."""
    if not Letter.objects.filter(public_id=public_id, state=LetterState.READY).update(
        state=LetterState.SENDING, taken=now()
    ):
        return
    letter = Letter.objects.select_related("person").get(public_id=public_id)
    try:
        sent = _sent(letter)
    except Exception:
        _mark(letter, LetterState.READY)
        raise
    _mark(letter, LetterState.SENT if sent else LetterState.EMPTY)


def _sent(letter: Letter) -> bool:
    person = letter.person
    notices = _to_tell(letter)
    if not notices or not person.is_active or person.is_sample:
        return False
    with override(person.locale):
        digest = compose(shown_to(person, notices, mailed=True), letter=letter.public_id)
        if digest is None:
            return False
        post(
            subject=digest.subject,
            plain=digest.plain,
            template="matchmaking/digest.html",
            context={"digest": digest},
            to=person.email,
            language=person.locale,
            headers=_headers(letter, digest),
        )
    return True


def _to_tell(letter: Letter) -> list[Notice]:
    """The notices of the letter whose listings are open now, and of which some alert is still to be mailed."""
    rows = list(letter.notices.filter(state=NoticeState.TOLD).order_by("pk").prefetch_related("findings__alert"))
    shown = open_now([one.listing for one in rows])
    return [
        one
        for one in rows
        if one.listing in shown
        and any(found.alert.active and found.alert.frequency != Frequency.PAGE for found in one.findings.all())
    ]


def _headers(letter: Letter, digest: Digest) -> dict[str, str]:
    """One-click unsubscription (RFC 8058). The same letter has the same Message-ID, however often it is tried."""
    host = urlsplit(settings.BANYAN_URL).hostname or "localhost"
    return {
        "List-Unsubscribe": f"<{digest.stop}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "List-Id": f"<alerts.{host}>",
        "Message-ID": f"<{letter.public_id}@{host}>",
    }


def mourn() -> int:
    """Marks letters that were cut off while they were handed over; nobody knows whether they went."""
    lost = Letter.objects.filter(state=LetterState.SENDING, taken__lt=now() - _PATIENCE).update(state=LetterState.LOST)
    if lost:
        _log.warning("alerts.letters_lost", count=lost)
    return lost


def _mark(letter: Letter, state: LetterState) -> None:
    Letter.objects.filter(pk=letter.pk).update(state=state)
