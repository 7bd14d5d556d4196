"""One letter of each kind that Banyan writes, as it leaves: its name and the letter, to people of one language."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

import allauth
from allauth.account.adapter import get_adapter
from allauth.core import context as allauth_context
from django.core import mail
from django.core.mail import EmailMultiAlternatives
from django.test import RequestFactory
from django.utils.translation import override
from tests.cast import PROVIDER, Cast
from tests.factories import answers
from tests.factories.alerts import looked, saved
from tests.factories.cases import moved_to, opened
from tests.factories.enquiries import sent
from tests.factories.listings import published

from banyan.base.clock import now
from banyan.domain.accounts.services import user_update
from banyan.domain.listings.letters import Told as OfListing
from banyan.domain.listings.models import Listing
from banyan.domain.listings.tasks import tell_owner
from banyan.domain.listings.types import Kind, State
from banyan.domain.moderation.letters import Told as OfReport
from banyan.domain.moderation.models import Flag
from banyan.domain.moderation.services import flag_appeal, flag_resolve, listing_report
from banyan.domain.moderation.tasks import tell
from banyan.domain.moderation.types import Reason
from banyan.domain.organisations.selectors import organisation_by_slug
from banyan.domain.organisations.services import organisation_refuse, organisation_verify
from banyan.domain.organisations.tasks import tell_members
from banyan.practice.brokerage.letters import LETTERS
from banyan.practice.brokerage.letters.answer import ANSWER_LETTERS
from banyan.practice.brokerage.letters.case import CASE_LETTERS
from banyan.practice.brokerage.models import Answer, CaseOutcome, Enquiry
from banyan.practice.brokerage.services import enquiry_accept, message_send
from banyan.practice.brokerage.tasks.answer import write_answer
from banyan.practice.brokerage.tasks.case import write_case
from banyan.practice.brokerage.tasks.desk import write_desk
from banyan.practice.brokerage.tasks.enquiry import write
from banyan.practice.brokerage.tasks.message import write_message
from banyan.practice.brokerage.types import Stage
from banyan.practice.brokerage.types.answer import AnswerState
from banyan.practice.matchmaking.models import Notice
from banyan.practice.matchmaking.services import alerts_tell

Letters = Iterator[tuple[str, EmailMultiAlternatives]]
DoJobs = Callable[[], list[str]]
_OF_ACCOUNTS: Final = Path(allauth.__file__).parent / "templates"
#: In which state an answer is while a letter about it is true.
_WHILE: Final = {"sent": AnswerState.SENT, "replied": AnswerState.REPLIED, "withdrawn": AnswerState.WITHDRAWN}


def every_letter(cast: Cast, do_jobs: DoJobs, language: str) -> Letters:
    """All of them; a name is the room's and the letter's."""
    for one in (cast.amina, cast.kofi, cast.rosa, cast.sami):
        user_update(user=one, name=one.name, locale=language, time_zone="Africa/Nairobi", actor="")
    do_jobs()
    for writing in (_enquiries, _cases, _answers, _desk, _listings, _reports, _organisations):
        yield from writing(cast)
    yield from _alerts(cast, do_jobs)
    yield from _accounts(cast, language)


def _new(name: str) -> Letters:
    """What was written since the last; exactly one."""
    [letter] = mail.outbox
    assert isinstance(letter, EmailMultiAlternatives)
    yield name, letter
    mail.outbox.clear()


def _enquiries(cast: Cast) -> Letters:
    offer = published(cast.kofi, Kind.OFFER, organisation=PROVIDER).id
    public_id = sent(cast.amina, offer)
    mail.outbox.clear()
    for letter in LETTERS:
        version = Enquiry.objects.get(public_id=public_id).version
        write.run(enquiry=public_id, letter=letter, to=cast.kofi.public_id, version=version)
        yield from _new(f"enquiry-{letter}")
    enquiry_accept(public_id=public_id, by=cast.kofi)
    message = message_send(thread=public_id, text="When can we call?", by=cast.amina)
    mail.outbox.clear()
    write_message.run(message=message, to=cast.kofi.public_id)
    yield from _new("message")


def _cases(cast: Cast) -> Letters:
    case = opened(cast)
    moved_to(case, Stage.ADOPTED, cast.amina)
    asked = CaseOutcome.objects.order_by("months").first()
    assert asked is not None
    mail.outbox.clear()
    for letter in CASE_LETTERS:
        outcome = asked.public_id if letter.startswith("outcome") else ""
        write_case.run(case=case, letter=letter, to=cast.amina.public_id, stage="adopted", outcome=outcome)
        yield from _new(f"case-{letter}")


def _answers(cast: Cast) -> Letters:
    answer = answers.sent(cast)
    mail.outbox.clear()
    for letter in ANSWER_LETTERS:
        Answer.objects.filter(public_id=answer).update(state=_WHILE[letter])
        to = cast.rosa if letter == "replied" else cast.amina
        write_answer.run(answer=answer, letter=letter, to=to.public_id)
        yield from _new(f"answer-{letter}")


def _desk(cast: Cast) -> Letters:
    write_desk.run(letter="handed", to=cast.sami.public_id, by=cast.rosa.public_id, title="Drying mango")
    yield from _new("desk-handed-one")
    write_desk.run(letter="handed", to=cast.sami.public_id, by=cast.rosa.public_id, count=7)
    yield from _new("desk-handed-many")
    write_desk.run(letter="silent", to=cast.sami.public_id, count=7, chapter="eastern-africa Eastern Africa")
    yield from _new("desk-silent")


def _listings(cast: Cast) -> Letters:
    row = Listing.objects.get(public_id=published(cast.kofi, Kind.OFFER).id)
    day = now().date()
    for told, state in ((OfListing.EXPIRING, State.PUBLISHED), (OfListing.EXPIRED, State.EXPIRED)):
        Listing.objects.filter(pk=row.pk).update(state=state, expires=day)
        mail.outbox.clear()
        tell_owner.run(listing=row.public_id, told=told.value, last_day=day.isoformat())
        yield from _new(f"listing-{told}")


def _reports(cast: Cast) -> Letters:
    offer = published(cast.kofi, Kind.OFFER, title="Dryer that pays back twice", places=["KE"]).id
    flag = listing_report(public_id=offer, reason=Reason.FRAUD, line="It promises too much.", by=cast.amina)
    flag_resolve(public_id=flag, by=cast.sami, reason=Reason.FRAUD, note="Say how it pays back.")
    flag_appeal(public_id=flag, by=cast.kofi, text="It pays back through what is not lost.")
    mail.outbox.clear()
    for told in OfReport:
        tell.run(flag=flag, told=told.value, to=cast.kofi.public_id, version=Flag.objects.get().version)
        yield from _new(f"report-{told}")


def _organisations(cast: Cast) -> Letters:
    row = organisation_by_slug(PROVIDER)
    row = organisation_refuse(organisation=row, reason="We found no address.\nWhere are you?", by=cast.sami)
    for name in ("refused", "verified"):
        mail.outbox.clear()
        tell_members.run(organisation=row.public_id, version=row.version)
        mail.outbox[:] = [letter for letter in mail.outbox if letter.to == [cast.kofi.email]]
        yield from _new(f"organisation-{name}")
        row = organisation_verify(organisation=row, by=cast.sami)


def _alerts(cast: Cast, do_jobs: DoJobs) -> Letters:
    saved(cast.amina, text="dryer")
    published(cast.kofi, Kind.OFFER, title="Dryer for grain")
    published(cast.kofi, Kind.FUNDING)
    looked()
    do_jobs()
    mail.outbox.clear()
    Notice.objects.update(due=Notice.objects.values("found")[:1])
    alerts_tell()
    do_jobs()
    mail.outbox[:] = [letter for letter in mail.outbox if letter.to == [cast.amina.email]]
    yield from _new("alerts")


def _accounts(cast: Cast, language: str) -> Letters:
    """Whatever allauth may write, though some of it is switched off here."""
    mail.outbox.clear()
    request = RequestFactory().get("/", HTTP_HOST="localhost")
    link = "http://localhost:8000/account/confirm-email/MTE:1wAbCd:" + "x" * 43 + "/"
    about = {
        **dict.fromkeys(("activate_url", "password_reset_url", "signup_url"), link),
        "user": cast.amina,
        "code": "",
        "ip": "203.0.113.7",
        "user_agent": "Firefox",
        "timestamp": now(),
        "from_email": "old@example.org",
        "to_email": "new@example.org",
        "deleted_email": "old@example.org",
    }
    for file in sorted(_OF_ACCOUNTS.glob("*/email/*_message.txt")):
        prefix = str(file.relative_to(_OF_ACCOUNTS)).removesuffix("_message.txt")
        if file.with_name(file.name.replace("_message", "_subject")).exists():
            with allauth_context.request_context(request), override(language):
                get_adapter(request).send_mail(prefix, cast.amina.email, about)
            yield from _new(prefix.replace("/email/", "-"))
