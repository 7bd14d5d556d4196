"""Mail about cases. A job is done at least once, so somebody may in a rare case get a letter twice."""

from __future__ import annotations

from django.utils.translation import override

from banyan.base.jobs import job
from banyan.domain.accounts.errors import NoSuchPerson
from banyan.domain.accounts.selectors import user_by_id
from banyan.practice.brokerage.letters.case import compose_case
from banyan.practice.brokerage.models import Case, CaseTask
from banyan.practice.brokerage.tasks.sending import send
from banyan.practice.brokerage.types import Stage


@job("brokerage.write_case")
def write_case(*, case: str, letter: str, to: str, stage: str, task: str = "") -> None:
    """Writes one letter about a case to one person, in their language, as text and as HTML.

    ``stage`` is the one it speaks of, ``task`` the task it is about: nothing is sent once that is done.
    """
    row = Case.objects.filter(public_id=case).first()
    try:
        person = user_by_id(to)
    except NoSuchPerson:
        return
    if row is None or not person.is_active or person.is_sample:
        return
    if task and not CaseTask.objects.filter(public_id=task, done=None, owner=person).exists():
        return
    with override(person.locale):
        send(compose_case(letter, row, stage=Stage(stage)), to=person)
