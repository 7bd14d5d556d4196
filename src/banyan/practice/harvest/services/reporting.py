"""Telling a source's owner what was found: only when there is something to mend, and not the same thing twice."""

from __future__ import annotations

from django.core import signing

from banyan.practice.harvest.errors import NoSuchSource
from banyan.practice.harvest.models import Run
from banyan.practice.harvest.selectors import report_of, source_view
from banyan.practice.harvest.types import Outcome, RunState, RunView, SourceState, SourceView

_SALT = "banyan.practice.harvest.report"


def report_mark(source: str) -> str:
    """What opens the reports of one source to whoever has it; stands in the letter to its owner."""
    return signing.dumps(source, salt=_SALT)


def report_shared(mark: str) -> tuple[SourceView, RunView]:
    """The newest ended reading of the source, without what concerns this node alone; ``NoSuchSource``."""
    try:
        source = str(signing.loads(mark, salt=_SALT))
    except signing.BadSignature as error:
        raise NoSuchSource from error
    rows = Run.objects.filter(source__public_id=source).exclude(state=RunState.RUNNING)
    run = rows.exclude(source__state=SourceState.REMOVED).select_related("source").order_by("-pk").first()
    if run is None:
        raise NoSuchSource
    return source_view(run.source), report_of(run)


def report_due(source: str) -> tuple[SourceView, RunView] | None:
    """The newest ended reading, where its owner should hear of it: something is to be mended, and it is not what they
    heard of last time."""
    ended = Run.objects.filter(source__public_id=source).exclude(state=RunState.RUNNING).order_by("-pk")
    two = list(ended.select_related("source")[:2])
    if not two or not two[0].source.owner_email or not _problems(two[0]):
        return None
    newest = two[0]
    if len(two) > 1 and _problems(two[1]) == _problems(newest):
        return None
    return source_view(newest.source), report_of(newest)


def _problems(run: Run) -> tuple[object, ...]:
    found = (run.counts.get(Outcome.BROKEN, 0), len(run.repeated), len(run.dead_contacts), run.trouble)
    return found if any(found) else ()
