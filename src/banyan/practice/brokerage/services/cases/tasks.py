"""What has to be done: tasks with an owner and a day."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from banyan.base.clock import now
from banyan.base.errors import Invalid
from banyan.domain.accounts.policy import SignedIn
from banyan.practice.brokerage.errors import NoMoveNow, NoSuchCase
from banyan.practice.brokerage.models import Case, CaseTask
from banyan.practice.brokerage.services.cases.ground import (
    as_it_was,
    changed,
    fresh,
    one_line,
    owner_among,
    taken_up,
    tell,
)

#: More than this is not a case but a project.
MOST_TASKS = 100


def case_task_add(*, public_id: str, title: str, by: SignedIn, owner: str = "", due: date | None = None) -> str:
    """Adds a task; its owner hears of it, unless they added it themselves. Returns its id."""
    said = one_line(title, field="title", needed=_("Say in a line what is to be done."))
    with transaction.atomic():
        case, _parts = taken_up(public_id, by)
        if case.tasks.count() >= MOST_TASKS:
            raise Invalid({"title": [_("A case has room for %(most)d tasks.") % {"most": MOST_TASKS}]})
        task = CaseTask(case=case, title=said, owner=owner_among(case, owner, by), due=due, by=by)
        _kept(case, task, None, "case.task_add", by)
        _told(case, task, by)
    return task.public_id


def case_task_save(
    *,
    task: str,
    title: str,
    by: SignedIn,
    owner: str = "",
    due: date | None = None,
    expected_version: int | None = None,
) -> None:
    """Changes what is to be done, by whom or until when; another day means another reminder."""
    said = one_line(title, field="title", needed=_("Say in a line what is to be done."))
    with transaction.atomic():
        case, row = _task(task, by, expected_version)
        before, had, was_due = _state(row), row.owner_id, row.due
        row.title = as_it_was(case, by, row.title, said)
        row.owner, row.due = owner_among(case, owner, by), due
        if row.due != was_due or row.owner_id != had:
            row.reminded = None
        row.version += 1
        _kept(case, row, before, "case.task_save", by)
        if row.owner_id != had:
            _told(case, row, by)


def case_task_tick(*, task: str, done: bool, by: SignedIn, expected_version: int | None = None) -> None:
    """Ticks a task off, or takes the tick back; done by somebody else already, that is said."""
    with transaction.atomic():
        case, row = _task(task, by, None)
        if (row.done is not None) is done:
            raise NoMoveNow(_("This task is ticked off already.") if done else _("This task is open already."))
        fresh(row.version, expected_version)
        before = _state(row)
        row.done = now() if done else None
        row.version += 1
        _kept(case, row, before, "case.task_tick" if done else "case.task_untick", by)


def _task(public_id: str, by: SignedIn, expected_version: int | None) -> tuple[Case, CaseTask]:
    """The task, and its case held until the transaction ends."""
    found = CaseTask.objects.select_related("case").filter(public_id=public_id).first()
    if found is None:
        raise NoSuchCase(id=public_id)
    case, _parts = taken_up(found.case.public_id, by)
    row = CaseTask.objects.select_related("owner").get(pk=found.pk)
    fresh(row.version, expected_version)
    return case, row


def _kept(case: Case, task: CaseTask, before: dict[str, object] | None, action: str, by: SignedIn) -> None:
    task.changed = now()
    task.save()
    changed(case, before, action=action, by=by, about=("case_task", task.public_id), after=_state(task))


def _told(case: Case, task: CaseTask, by: SignedIn) -> None:
    if task.owner is not None and task.owner != by:
        tell(case, "given", (task.owner,), task=task.public_id)


def _state(task: CaseTask) -> dict[str, object]:
    return {
        "case": task.case.public_id,
        "owner": task.owner.public_id if task.owner else "",
        "due": task.due.isoformat() if task.due else None,
        "done": task.done.isoformat() if task.done else None,
        "version": task.version,
    }
