"""Sources, their runs and reports, for those who look after them."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import QuerySet

from banyan.domain.accounts.policy import Asker
from banyan.practice.harvest.errors import NoSuchSource
from banyan.practice.harvest.models import Run, Source, SourceRecord
from banyan.practice.harvest.policy import looks_after, need_harvester
from banyan.practice.harvest.types import Broken, Form, Outcome, Report, RunState, RunView, SourceState, SourceView

_MOST = 200


def sources(for_user: Asker) -> tuple[SourceView, ...]:
    """The sources that the asker looks after, by name; ``NotAllowed`` for everybody else."""
    need_harvester(for_user)
    return tuple(source_view(one) for one in _open(for_user).order_by("name", "pk"))


def every_source() -> Iterator[SourceView]:
    """All sources by name, for those who run the node."""
    return (source_view(one) for one in Source.objects.exclude(state=SourceState.REMOVED).order_by("name", "pk"))


def last_run(public_id: str) -> RunView | None:
    """The newest reading of a source with all that is told of it, for those who run the node."""
    run = Run.objects.filter(source__public_id=public_id).order_by("-pk").first()
    return None if run is None else report_of(run)


def source_get(public_id: str, *, for_user: Asker) -> SourceView:
    """One of them; ``NoSuchSource``."""
    return source_view(_one(public_id, for_user))


def runs_of(public_id: str, *, for_user: Asker) -> tuple[RunView, ...]:
    """Its last twenty readings, newest first, without the records."""
    rows = Run.objects.filter(source=_one(public_id, for_user)).order_by("-pk")[:20]
    return tuple(_run(one, broken=()) for one in rows)


def run_report(public_id: str, *, for_user: Asker) -> RunView | None:
    """The newest reading of a source with all that is told of it."""
    source = _one(public_id, for_user)
    run = Run.objects.filter(source=source).order_by("-pk").first()
    return None if run is None else report_of(run)


def report_of(run: Run) -> RunView:
    """A reading with its broken records, for the letter to the source's owner too."""
    rows = SourceRecord.objects.filter(source_id=run.source_id, run=run).exclude(broken=[]).order_by("pk")[:_MOST]
    return _run(run, broken=tuple(Broken(one.foreign_id, tuple(one.broken), whole=not one.listing) for one in rows))


def _open(for_user: Asker) -> QuerySet[Source]:
    return Source.objects.filter(looks_after(for_user)).exclude(state=SourceState.REMOVED).select_related("chapter")


def _one(public_id: str, for_user: Asker) -> Source:
    need_harvester(for_user)
    source = _open(for_user).filter(public_id=public_id).first()
    if source is None:
        raise NoSuchSource(id=public_id)
    return source


def _run(run: Run, *, broken: tuple[Broken, ...]) -> RunView:
    counts = {outcome: int(run.counts[outcome]) for outcome in Outcome if run.counts.get(outcome)}
    fields = tuple(sorted(((str(name), int(n)) for name, n in run.fields.items()), key=lambda one: (-one[1], one[0])))
    told = {Outcome.WITHDRAWN, Outcome.REPEATED}
    return RunView(
        id=run.public_id,
        state=RunState(run.state),
        started=run.started,
        finished=run.finished,
        pages=run.pages,
        trouble=run.trouble,
        report=Report(
            counts=counts,
            fields=fields,
            of=sum(n for outcome, n in counts.items() if outcome not in told),
            broken=broken,
            repeated=tuple(map(str, run.repeated)),
            dead_contacts=tuple(map(str, run.dead_contacts)),
        ),
    )


def source_view(source: Source) -> SourceView:
    """The source as its pages show it; whoever calls this has asked who may see it."""
    last = Run.objects.filter(source=source).order_by("-pk").first()
    return SourceView(
        id=source.public_id,
        name=source.name,
        form=Form(source.form),
        address=source.address,
        set=source.set,
        node=source.node,
        kind=source.kind,
        licence=source.licence,
        owner_email=source.owner_email,
        contact_url=source.contact_url,
        chapter=source.chapter.slug if source.chapter else "",
        every_hours=source.every_hours,
        mapping=dict(source.mapping),
        state=SourceState(source.state),
        failures=source.failures,
        next_run=source.next_run,
        since=source.since,
        listings=source.records.filter(deleted=False).exclude(listing="").count(),
        last=None if last is None else _run(last, broken=()),
    )
