"""What became of it: asked after 6, 12 and 24 months, answered once by those who use it."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from banyan.base.clock import now, today
from banyan.base.errors import Invalid, NotAllowed
from banyan.domain.accounts.errors import NoSuchPerson
from banyan.domain.accounts.policy import SignedIn
from banyan.domain.accounts.selectors import user_by_id
from banyan.domain.listings.types import DeclineReason
from banyan.practice.brokerage.errors import NoMoveNow, NoSuchCase
from banyan.practice.brokerage.models import Case, CaseOutcome
from banyan.practice.brokerage.people.case import everybody_told, speakers
from banyan.practice.brokerage.rules.outcome import ASKED_AFTER, months_after, question_to_ask
from banyan.practice.brokerage.services.cases.ground import changed, taken_up, tell, words
from banyan.practice.brokerage.services.cases.judging import judged
from banyan.practice.brokerage.services.cases.step import step
from banyan.practice.brokerage.tasks.case import OUTCOME_SALT
from banyan.practice.brokerage.types import Move, Part, Stage
from banyan.practice.brokerage.types.outcome import UseAnswer

#: A link in a letter answers as long as its question is news.
_LINK_DAYS = 180


def case_outcome_answer(
    *,
    outcome: str,
    answer: UseAnswer,
    by: SignedIn,
    reason: DeclineReason | None = None,
    line: str = "",
) -> None:
    """Answers a question whose day has come, once. The first yes brings the case into use, ``not_any_more`` (which
    needs a reason) closes it. Only those who use it answer.

    ``NoMoveNow`` when it was answered already or the case stands elsewhere, ``Invalid`` without a reason.
    """
    gone = answer is UseAnswer.NOT_ANY_MORE
    if gone and reason is None:
        raise Invalid({"reason": [_("Choose a reason: it shows what others can do better.")]})
    needed = _("Write a line, so that they know why.") if gone and reason is DeclineReason.OTHER else ""
    said = words(line, field="line", needed=needed)
    with transaction.atomic():
        case, row = _open(outcome, by)
        row.answer, row.line, row.answered, row.by = answer.value, said, now(), by
        row.reason = reason.value if gone and reason else ""
        row.version += 1
        row.save()
        about, told = ("case_outcome", row.public_id), {"answer": answer.value, "months": row.months}
        changed(case, {"answer": ""}, action="case.outcome", by=by, about=about, after=told)
        stage = Stage(case.stage)
        if gone:
            step(case, Move.CLOSE, Stage.CLOSED, by=by, reason=reason, line=said)
            judged(case, stage, Move.CLOSE, Part.SEEKER, reason, by)
            tell(case, "closed", everybody_told(case, but=by))
            return
        if stage is Stage.ADOPTED:
            step(case, Move.ADVANCE, Stage.IN_USE, by=by)
            judged(case, stage, Move.ADVANCE, Part.SEEKER, None, by)
        letter = "trouble" if answer is UseAnswer.TROUBLE else "used"
        tell(case, letter, everybody_told(case, but=by))


def outcome_in(token: str) -> tuple[str, SignedIn]:
    """The question and the person that a link from a letter stands for; ``NoSuchCase`` for a link that is none."""
    try:
        said = signing.loads(token, salt=OUTCOME_SALT, max_age=_LINK_DAYS * 86400)
        outcome, person = said["outcome"], user_by_id(said["person"])
    except (signing.BadSignature, NoSuchPerson, KeyError, TypeError) as error:
        raise NoSuchCase from error
    if not person.is_active:
        raise NoSuchCase
    return str(outcome), person


def plan_outcomes(case: Case) -> None:
    """Sets the days of the questions when something is adopted; what was answered before stays as it is."""
    for months in ASKED_AFTER:
        row = CaseOutcome.objects.filter(case=case, months=months).first()
        if row is not None and row.answered is not None:
            continue
        row = row or CaseOutcome(case=case, months=months, version=0)
        row.due, row.asked, row.reminded, row.passed = months_after(today(), months), None, None, False
        row.version += 1
        row.save()


def ask_what_became(case: Case) -> bool:
    """Asks the question that is due in a locked case; earlier ones that nobody was asked in time are passed over."""
    rows = list(CaseOutcome.objects.filter(case=case, asked=None, answered=None, passed=False))
    months = question_to_ask(((row.months, row.due) for row in rows), today=today())
    people = speakers(case, Part.SEEKER)
    if months is None or Stage(case.stage) not in {Stage.ADOPTED, Stage.IN_USE} or not people:
        return False
    for row in rows:
        if row.months < months:
            row.passed = True
            row.save(update_fields=["passed"])
    row = next(row for row in rows if row.months == months)
    row.asked = now()
    row.save(update_fields=["asked"])
    about = ("case_outcome", row.public_id)
    changed(case, {"asked": False}, action="case.ask", by=None, about=about, after={"asked": True, "months": months})
    tell(case, "outcome", people, outcome=row.public_id)
    return True


def to_ask_again() -> QuerySet[CaseOutcome]:
    """Questions that nobody has answered for a while and that were not asked again yet; of a case only the last one
    that was asked."""
    since = now() - timedelta(days=int(settings.BANYAN_OUTCOME_AGAIN_DAYS))
    later = CaseOutcome.objects.filter(case=OuterRef("case"), months__gt=OuterRef("months"), asked__isnull=False)
    rows = CaseOutcome.objects.filter(~Exists(later), asked__lte=since, reminded=None, answered=None, passed=False)
    return rows.filter(case__stage__in=[Stage.ADOPTED, Stage.IN_USE])


def ask_again(case: Case) -> bool:
    """Asks once more, and only once, what was asked a while ago in a locked case."""
    row = to_ask_again().filter(case=case).first()
    people = speakers(case, Part.SEEKER)
    if row is None or not people:
        return False
    row.reminded = now()
    row.save(update_fields=["reminded"])
    about, told = ("case_outcome", row.public_id), {"reminded": True, "months": row.months}
    changed(case, {"reminded": False}, action="case.ask_again", by=None, about=about, after=told)
    tell(case, "outcome_again", people, outcome=row.public_id)
    return True


def _open(public_id: str, by: SignedIn) -> tuple[Case, CaseOutcome]:
    """The question, to be answered now by this person, and its case held until the transaction ends."""
    found = CaseOutcome.objects.select_related("case").filter(public_id=public_id).first()
    if found is None:
        raise NoSuchCase(id=public_id)
    case, parts = taken_up(found.case.public_id, by)
    row = CaseOutcome.objects.get(pk=found.pk)
    if Part.SEEKER not in parts:
        raise NotAllowed(_("Whether it is in use is said by those who use it."))
    if row.answered is not None:
        raise NoMoveNow(_("This question was answered already. Nothing was changed."), id=public_id)
    if Stage(case.stage) not in {Stage.ADOPTED, Stage.IN_USE}:
        raise NoMoveNow(_("The case stands elsewhere now, so there is nothing to answer. Nothing was changed."))
    if row.due > today():
        raise NoMoveNow(_("This question is asked later."), id=public_id)
    return case, row
