"""Reading by the clock, each source in a job of its own, so that none waits for another."""

from __future__ import annotations

from django.conf import settings
from django.utils.translation import override

from banyan.base.jobs import job
from banyan.base.letters import send
from banyan.practice.harvest.errors import AlreadyRuns, NoSuchSource
from banyan.practice.harvest.letters import compose_report
from banyan.practice.harvest.services import due, source_run
from banyan.practice.harvest.services.reporting import report_due, report_mark
from banyan.practice.harvest.types import RunState


@job("harvest.read")
def read_source(*, source: str) -> None:
    """Reads on; what is left is taken up by the clock a minute later, so that others have their turn."""
    try:
        state = source_run(public_id=source)
    except (AlreadyRuns, NoSuchSource):
        return
    if state is not RunState.RUNNING:
        write_report.once(source).enqueue(source=source)


@job("harvest.write_report")
def write_report(*, source: str) -> None:
    """Tells the source's owner what is to be mended, where there is something new to tell."""
    found = report_due(source)
    if found is None:
        return
    view, run = found
    with override(settings.LANGUAGE_CODE):
        letter = compose_report(view, run, report_mark(source))
        send(letter, to=view.owner_email, language=settings.LANGUAGE_CODE)


@job("harvest.due")
def harvest_due() -> None:
    """Reads every source whose time has come."""
    for source in due():
        read_source.once(source).enqueue(source=source)
