"""Mail about cases. A job is done at least once, so somebody may in a rare case get a letter twice."""

from __future__ import annotations

from django.core import signing
from django.utils.translation import override

from banyan.base.jobs import job
from banyan.base.letters import send
from banyan.domain.accounts.errors import NoSuchPerson
from banyan.domain.accounts.selectors import user_by_id
from banyan.practice.brokerage.letters.case import compose_case
from banyan.practice.brokerage.models import Case, CaseOutcome, CaseTask
from banyan.practice.brokerage.types import Stage

#: Marks the links that answer what became of it; such a link is good for one question and one person, and nothing else.
OUTCOME_SALT = "banyan.practice.brokerage.outcome"


@job("brokerage.write_case")
def write_case(*, case: str, letter: str, to: str, stage: str, task: str = "", outcome: str = "") -> None:
    """Writes one letter about a case to one person, in their language, as text and as HTML.

    ``stage`` is the one it speaks of, ``task`` the task and ``outcome`` the question it is about: nothing is sent once
    that is done or answered.
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
    asked = CaseOutcome.objects.filter(public_id=outcome, answered=None).first() if outcome else None
    if outcome and asked is None:
        return
    token = signing.dumps({"outcome": outcome, "person": to}, salt=OUTCOME_SALT) if outcome else ""
    with override(person.locale):
        send(
            compose_case(letter, row, stage=Stage(stage), months=asked.months if asked else 0, token=token),
            to=person.email,
            language=person.locale,
        )
