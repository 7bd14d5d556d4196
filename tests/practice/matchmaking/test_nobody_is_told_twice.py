"""A notice is told once: whatever is killed, run twice, or refused by the mail server."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from smtplib import SMTPServerDisconnected

import pytest
from django.core import mail
from django.core.mail import EmailMultiAlternatives
from django.db import connection
from tests.cast import Cast
from tests.doors.web.safety.test_two_at_once_do_no_harm import at_once
from tests.factories.alerts import found_by, looked, saved
from tests.factories.listings import published

from banyan.base.clock import now, standing_at
from banyan.base.outbox.services import deliver_pending
from banyan.domain.accounts.services import user_update
from banyan.domain.listings.services import listing_transition, listing_withdraw
from banyan.domain.listings.types import Kind, Verb
from banyan.practice.matchmaking.alerting import finding
from banyan.practice.matchmaking.models import AlertPending, Finding, Letter, Notice
from banyan.practice.matchmaking.services import alerts_find, alerts_tell, index_update, notices_read
from banyan.practice.matchmaking.tasks import write_letter
from banyan.practice.matchmaking.types import Frequency, LetterState, NoticeState

pytestmark = pytest.mark.django_db(transaction=True)
DoJobs = Callable[[], list[str]]
NIGHT = datetime(2027, 3, 3, 1, tzinfo=UTC)  #: a Wednesday

#: Finds in a process of its own that kills itself right before or right after its notices are kept.
WORKER = """
import os, signal, sys
from pathlib import Path
import django
from django.conf import settings
name, folder, where = sys.argv[1:]
settings.DATABASES["default"]["NAME"] = name
settings.INDEX_FOLDER = Path(folder)
django.setup()
from banyan.practice.matchmaking.alerting import finding
keep, remember = finding._keep, finding.remember

def die(*_of):
    os.kill(os.getpid(), signal.SIGKILL)

if where == "before":
    finding._keep = die
elif where == "within":
    finding.remember = die
else:
    finding._keep = lambda *what: (keep(*what), die())
finding.alerts_find()
"""


def letters_to(name: str) -> list[EmailMultiAlternatives]:
    return [one for one in mail.outbox if one.to == [f"{name}@example.org"] and isinstance(one, EmailMultiAlternatives)]


def killed(where: str, folder: Path) -> None:
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "banyan.project.settings.test"}
    name = str(connection.settings_dict["NAME"])
    done = subprocess.run(
        [sys.executable, "-c", WORKER, name, str(folder), where], env=environment, capture_output=True, check=False
    )
    assert done.returncode == -signal.SIGKILL, done.stderr.decode()[-2000:]


@pytest.mark.slow
@pytest.mark.parametrize("where", ["before", "within", "after"])
def test_a_killed_worker_loses_and_doubles_nothing(cast: Cast, index_folder: Path, where: str) -> None:
    saved(cast.uma, text="dryer")
    published(cast.kofi, Kind.OFFER)
    deliver_pending()
    index_update()
    killed(where, index_folder)
    assert AlertPending.objects.exists() == (where != "after")
    alerts_find()
    alerts_find()
    assert Notice.objects.filter(person=cast.uma).count() == Finding.objects.count() == 1


def test_two_finders_and_two_tellers_at_once(cast: Cast, do_jobs: DoJobs) -> None:
    saved(cast.uma, text="dryer")
    saved(cast.uma, kinds=("offer",))
    for number in range(3):
        published(cast.kofi, Kind.OFFER, title=f"Dryer {number}")
    deliver_pending()
    index_update()
    assert at_once(alerts_find, alerts_find, finding.alerts_find) == []
    assert Notice.objects.count() == 3 and Finding.objects.count() == 6
    assert at_once(alerts_tell, alerts_tell, alerts_tell) == []
    do_jobs()
    assert len(letters_to("uma")) == 1
    assert Letter.objects.get().state == LetterState.SENT


def test_one_listing_found_by_several_alerts_is_one_line(cast: Cast, do_jobs: DoJobs) -> None:
    saved(cast.uma, text="dryer", frequency=Frequency.WEEKLY)
    saved(cast.uma, kinds=("offer",))
    offer = published(cast.kofi, Kind.OFFER)
    looked()
    alerts_tell()
    do_jobs()
    with standing_at(now() + timedelta(days=8)):
        assert alerts_tell() == 0
    [letter] = letters_to("uma")
    assert letter.body.count(f"/listing/{offer.id}/") == 1


def test_letters_keep_to_their_hour(cast: Cast, do_jobs: DoJobs) -> None:
    user_update(user=cast.uma, name="Uma", locale="en", time_zone="Asia/Kolkata", actor="")
    with standing_at(NIGHT):
        saved(cast.uma, text="dryer", frequency=Frequency.DAILY)
        saved(cast.mei, text="fruit", frequency=Frequency.WEEKLY)
        saved(cast.rosa, text="fruit", frequency=Frequency.PAGE)
        published(cast.kofi, Kind.OFFER)
        looked()
    sent = []
    for hours in range(0, 24 * 9):
        moment = NIGHT + timedelta(hours=hours, minutes=35)
        with standing_at(moment):
            alerts_tell()
            do_jobs()
            sent += [(one.to[0].split("@")[0], moment) for one in mail.outbox if "List-Id" in one.extra_headers]
            mail.outbox.clear()
    assert sent == [("uma", NIGHT + timedelta(minutes=35)), ("mei", datetime(2027, 3, 8, 7, 35, tzinfo=UTC))]


def test_who_moves_gets_letters_on_the_new_morning(cast: Cast, do_jobs: DoJobs) -> None:
    with standing_at(NIGHT):
        saved(cast.uma, text="dryer", frequency=Frequency.DAILY)
        published(cast.kofi, Kind.OFFER)
        looked()
        user_update(user=cast.uma, name="Uma", locale="en", time_zone="America/Lima", actor="")
        deliver_pending()
    with standing_at(NIGHT + timedelta(hours=10, minutes=59)):
        assert alerts_tell() == 0
    with standing_at(NIGHT + timedelta(hours=11)):  # 07:00 in Lima
        assert alerts_tell() == 1


def test_at_once_is_no_hail(cast: Cast, do_jobs: DoJobs) -> None:
    saved(cast.uma, text="dryer")
    for minutes in range(0, 150, 10):
        with standing_at(NIGHT + timedelta(minutes=minutes)):
            published(cast.kofi, Kind.OFFER, title=f"Dryer {minutes}")
            looked()
            alerts_tell()
            do_jobs()
    assert len(letters_to("uma")) == 3
    assert sum(one.body.count("* \u2068Dryer") for one in letters_to("uma")) == 13


def test_a_letter_that_the_server_refuses_is_tried_again(
    cast: Cast, do_jobs: DoJobs, monkeypatch: pytest.MonkeyPatch
) -> None:
    saved(cast.uma, text="dryer")
    published(cast.kofi, Kind.OFFER)
    looked()
    alerts_tell()
    letter = Letter.objects.get()
    with monkeypatch.context() as broken:
        broken.setattr(EmailMultiAlternatives, "send", _refuse)
        for _try in range(3):
            with pytest.raises(SMTPServerDisconnected):
                write_letter.run(letter=letter.public_id)
    assert mail.outbox == []
    do_jobs()
    do_jobs()
    assert len(letters_to("uma")) == 1
    with standing_at(now() + timedelta(minutes=20)):
        alerts_tell()
        assert "matchmaking.letter" not in do_jobs()


def test_a_letter_whose_job_was_given_up_comes_when_the_server_is_back(cast: Cast, do_jobs: DoJobs) -> None:
    saved(cast.uma, text="dryer")
    published(cast.kofi, Kind.OFFER)
    looked()
    alerts_tell()
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE procrastinate_jobs CASCADE")
    with standing_at(now() + timedelta(minutes=20)):
        alerts_tell()
        do_jobs()
    assert len(letters_to("uma")) == 1


def test_a_crash_between_sending_and_noting_sends_at_most_once(
    cast: Cast, do_jobs: DoJobs, monkeypatch: pytest.MonkeyPatch
) -> None:
    saved(cast.uma, text="dryer")
    published(cast.kofi, Kind.OFFER)
    looked()
    alerts_tell()
    letter = Letter.objects.get()
    with monkeypatch.context() as broken:
        broken.setattr(EmailMultiAlternatives, "send", _send_and_die)
        with pytest.raises(KeyboardInterrupt):
            write_letter.run(letter=letter.public_id)
    assert len(letters_to("uma")) == 1
    with standing_at(now() + timedelta(minutes=30)):
        write_letter.run(letter=letter.public_id)
        alerts_tell()
        do_jobs()
    assert len(letters_to("uma")) == 1
    letter.refresh_from_db()
    assert letter.state == LetterState.LOST
    assert Notice.objects.get().state == NoticeState.TOLD  # it stands on the page


def test_what_was_seen_on_the_page_is_not_mailed(cast: Cast) -> None:
    saved(cast.uma, text="dryer", frequency=Frequency.DAILY)
    published(cast.kofi, Kind.OFFER)
    looked()
    notices_read(by=cast.uma)
    with standing_at(now() + timedelta(days=2)):
        assert alerts_tell() == 0


def test_a_demo_account_finds_its_notices_and_gets_no_letter(cast: Cast, do_jobs: DoJobs) -> None:
    cast.uma.is_sample = True
    cast.uma.save()
    alert = saved(cast.uma, text="dryer")
    offer = published(cast.kofi, Kind.OFFER)
    looked()
    assert found_by(alert) == {offer.id}
    with standing_at(now() + timedelta(days=2)):
        alerts_tell()
        do_jobs()
    assert letters_to("uma") == []


def test_what_is_gone_by_the_morning_is_not_told_until_it_is_back(cast: Cast, do_jobs: DoJobs) -> None:
    saved(cast.uma, text="dryer", frequency=Frequency.DAILY)
    paused = published(cast.kofi, Kind.OFFER, title="Dryer that comes back")
    closed = published(
        cast.kofi, Kind.FUNDING, title="Money for a dryer", closes=str((now() + timedelta(days=1)).date())
    )
    gone = published(cast.kofi, Kind.OFFER, title="Dryer that is gone")
    looked()
    listing_transition(public_id=paused.id, verb=Verb.PAUSE, by=cast.kofi)
    listing_withdraw(public_id=gone.id, by=cast.kofi)
    with standing_at(now() + timedelta(days=3)):
        assert alerts_tell() == 0
    assert closed.id not in Notice.objects.filter(state=NoticeState.TOLD).values_list("listing", flat=True)
    listing_transition(public_id=paused.id, verb=Verb.RESUME, by=cast.kofi)
    looked()
    with standing_at(now() + timedelta(days=4)):
        assert alerts_tell() == 1
        do_jobs()
    [letter] = letters_to("uma")
    assert paused.id in letter.body and gone.id not in letter.body and closed.id not in letter.body


def test_what_goes_between_the_letter_and_its_sending_is_left_out(cast: Cast) -> None:
    saved(cast.uma, text="dryer")
    offer = published(cast.kofi, Kind.OFFER)
    looked()
    alerts_tell()
    listing_withdraw(public_id=offer.id, by=cast.kofi)
    letter = Letter.objects.get()
    write_letter.run(letter=letter.public_id)
    assert mail.outbox == []
    letter.refresh_from_db()
    assert letter.state == LetterState.EMPTY


def _refuse(self: EmailMultiAlternatives, fail_silently: bool = False) -> int:
    raise SMTPServerDisconnected("away")


def _send_and_die(self: EmailMultiAlternatives, fail_silently: bool = False) -> int:
    mail.outbox.append(self)
    raise KeyboardInterrupt  # as a kill would: nothing after this line runs
