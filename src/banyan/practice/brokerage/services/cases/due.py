"""What time does to cases: one reminder for each late task and each stage that stands longer than planned, and the
questions what became of it, each asked twice at most."""

from __future__ import annotations

from datetime import timedelta

from banyan.base.clock import now, today
from banyan.base.sweeps import one_by_one
from banyan.practice.brokerage.models import Case, CaseOutcome, CaseStay, CaseTask
from banyan.practice.brokerage.rules.case import is_late
from banyan.practice.brokerage.services.cases.ground import changed, tell
from banyan.practice.brokerage.services.cases.outcomes import ask_again, ask_what_became, to_ask_again
from banyan.practice.brokerage.types import Stage

#: So many rows of each kind in one run; the rest comes with the next.
_MOST = 5000


def cases_due() -> int:
    """Does what is due; returns for how many something was done. Two runs at once do no harm, nor does a failed row."""
    soon = today() + timedelta(days=1)  # a day begins earlier in the east
    # what stays undone in closed cases is left out here, so that it never crowds out what is late in others
    tasks = CaseTask.objects.filter(case__left="", done=None, reminded=None, owner__isnull=False, due__lt=soon)
    stays = CaseStay.objects.filter(case__left="", until=None, reminded=None, owner__isnull=False, due__lt=soon)
    asked = CaseOutcome.objects.filter(asked=None, answered=None, passed=False, due__lte=today())
    asked = asked.filter(case__stage__in=[Stage.ADOPTED, Stage.IN_USE]).order_by("due", "pk")
    return (
        one_by_one(
            tasks.order_by("due", "pk").values_list("pk", flat=True)[:_MOST], _task_late, name="cases.task_failed"
        )
        + one_by_one(
            stays.order_by("due", "pk").values_list("pk", flat=True)[:_MOST], _stage_late, name="cases.stage_failed"
        )
        + one_by_one(dict.fromkeys(asked.values_list("case_id", flat=True)[:_MOST]), _ask, name="cases.question_failed")
        + one_by_one(
            to_ask_again().order_by("asked", "pk").values_list("case_id", flat=True)[:_MOST],
            _ask_again,
            name="cases.question_failed",
        )
    )


def _ask(key: int) -> bool:
    return ask_what_became(Case.objects.select_for_update(of=("self",)).select_related("need", "seeker").get(pk=key))


def _ask_again(key: int) -> bool:
    return ask_again(Case.objects.select_for_update(of=("self",)).select_related("need", "seeker").get(pk=key))


def _task_late(key: int) -> bool:
    """The case is held first, as by everybody who ticks a task off, so that nobody waits for the other for ever."""
    case = Case.objects.select_for_update().get(tasks=key)
    task = CaseTask.objects.select_related("owner").get(pk=key)
    owner = task.owner
    if task.done is not None or task.reminded is not None or owner is None or case.left:
        return False
    if not is_late(task.due, now=now(), time_zone=owner.time_zone):
        return False
    task.reminded = now()
    task.save(update_fields=["reminded"])
    about = ("case_task", task.public_id)
    changed(case, {"reminded": False}, action="case.remind", by=None, about=about, after={"reminded": True})
    tell(case, "late", (owner,), task=task.public_id)
    return True


def _stage_late(key: int) -> bool:
    case = Case.objects.select_for_update().get(stays=key)
    stay = CaseStay.objects.select_related("owner").get(pk=key)
    owner = stay.owner
    if stay.until is not None or stay.reminded is not None or owner is None or case.left:
        return False
    if not is_late(stay.due, now=now(), time_zone=owner.time_zone):
        return False
    stay.reminded = now()
    stay.save(update_fields=["reminded"])
    about = ("case_stay", case.public_id)
    changed(case, {"reminded": False}, action="case.remind", by=None, about=about, after={"reminded": True})
    tell(case, "stage_late", (owner,))
    return True
