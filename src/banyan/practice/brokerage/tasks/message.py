"""Mail about messages. A job is done at least once, so somebody may in a rare case get a letter twice."""

from __future__ import annotations

from django.utils.translation import override

from banyan.base.jobs import job
from banyan.base.letters import send
from banyan.domain.accounts.errors import NoSuchPerson
from banyan.domain.accounts.selectors import user_by_id
from banyan.practice.brokerage.errors import NoSuchThread
from banyan.practice.brokerage.letters.message import compose_message
from banyan.practice.brokerage.models import Message, MessageMark
from banyan.practice.brokerage.selectors.messages import eyes_in
from banyan.practice.brokerage.threads import thread_of


@job("brokerage.write_message")
def write_message(*, message: str, to: str) -> None:
    """Tells one person of a message, unless they have read it meanwhile or have no part in the thread any more."""
    row = Message.objects.filter(public_id=message).first()
    try:
        person = user_by_id(to)
        thread = thread_of(row.thread, person) if row is not None else None
    except (NoSuchPerson, NoSuchThread):
        return
    if row is None or thread is None or not person.is_active or person.is_sample:
        return
    if MessageMark.objects.filter(thread=row.thread, reader=person, up_to__gte=row.pk).exists():
        return
    with override(person.locale):
        try:
            name = eyes_in(row.thread, person).name(user_by_id(row.by), row.side)
        except NoSuchPerson:
            name = ""
        send(compose_message(thread, who=name), to=person.email, language=person.locale)
