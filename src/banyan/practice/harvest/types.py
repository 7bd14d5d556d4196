"""Sources, what is read from them, and what is told about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from banyan.domain.listings.types import Text


class Form(StrEnum):
    """In which form a source gives its records."""

    OAI_DC = "oai_dc"
    BANYAN = "banyan"
    CSV = "csv"
    JSON_LINES = "jsonl"


class SourceState(StrEnum):
    """``new``: seen in a preview only; ``active``: read by the clock; ``paused``; ``removed``."""

    NEW = "new"
    ACTIVE = "active"
    PAUSED = "paused"
    REMOVED = "removed"


class RunState(StrEnum):
    """``running`` also after a crash, until it is taken up again."""

    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


class Outcome(StrEnum):
    """What became of one record."""

    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    KEPT = "kept"
    WITHDRAWN = "withdrawn"
    OURS = "ours"
    ELSEWHERE = "elsewhere"
    REPEATED = "repeated"
    BROKEN = "broken"


FORMS: Mapping[Form, Text] = {
    Form.OAI_DC: _("OAI-PMH with Dublin Core (libraries, repositories)"),
    Form.BANYAN: _("Another Banyan node"),
    Form.CSV: _("A CSV table at an address"),
    Form.JSON_LINES: _("JSON Lines at an address"),
}
STATES: Mapping[SourceState, Text] = {
    SourceState.NEW: _("not switched on yet"),
    SourceState.ACTIVE: _("is read by the clock"),
    SourceState.PAUSED: _("paused"),
    SourceState.REMOVED: _("removed"),
}
RUN_STATES: Mapping[RunState, Text] = {
    RunState.RUNNING: _("under way"),
    RunState.DONE: _("done"),
    RunState.FAILED: _("stopped"),
}
OUTCOMES: Mapping[Outcome, Text] = {
    Outcome.CREATED: _("new"),
    Outcome.UPDATED: _("changed"),
    Outcome.UNCHANGED: _("as before"),
    Outcome.KEPT: _("left as decided here"),
    Outcome.WITHDRAWN: _("taken away"),
    Outcome.OURS: _("came from this node, left out"),
    Outcome.ELSEWHERE: _("comes from another source already"),
    Outcome.REPEATED: _("given more than once"),
    Outcome.BROKEN: _("broken"),
}


@dataclass(frozen=True, slots=True)
class Read:
    """One record as an adapter reads it. ``fields`` are the source's own names, each with all it says.

    ``node`` and ``chain`` are only set by nodes: where the record was written and which nodes it passed.
    """

    id: str
    fields: Mapping[str, object] = field(default_factory=dict)
    payload: str = ""
    stamp: str = ""
    deleted: bool = False
    url: str = ""
    licence: str = ""
    node: str = ""
    chain: tuple[str, ...] = ()
    sample: bool = False
    fault: str = ""  #: why it cannot be read at all


@dataclass(frozen=True, slots=True)
class Leaf:
    """One page of a source. ``cursor`` leads to the next, empty on the last; ``until`` is up to when, by the source's
    own clock, all is known once the last page is read. ``whole``: the list names all there is, so what it does not
    name any more is gone."""

    records: tuple[Read, ...]
    cursor: str = ""
    until: datetime | None = None
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """Where an adapter reads."""

    form: Form
    address: str
    set: str = ""


@dataclass(frozen=True, slots=True)
class SourceDraft:
    """What a person says of a source."""

    form: str
    address: str
    name: str
    set: str = ""
    kind: str = "offer"  #: of records that do not say theirs
    licence: str = ""
    owner_email: str = ""
    contact_url: str = ""
    chapter: str = ""  #: slug
    every_hours: int = 24
    mapping: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Broken:
    """A record that was not taken, or not wholly, and why."""

    id: str
    reasons: tuple[str, ...]
    whole: bool = True  #: nothing of it was taken


@dataclass(frozen=True, slots=True)
class Report:
    """What a run found, for the source's owner."""

    counts: Mapping[Outcome, int]
    fields: tuple[tuple[str, int], ...]  #: field → how many of ``of`` have it
    of: int
    broken: tuple[Broken, ...]
    repeated: tuple[str, ...]
    dead_contacts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RunView:
    """One reading of a source."""

    id: str
    state: RunState
    started: datetime
    finished: datetime | None
    pages: int
    trouble: str
    report: Report

    @property
    def seen(self) -> int:
        """Records read so far."""
        return sum(self.report.counts.values())


@dataclass(frozen=True, slots=True)
class SourceView:
    """A source as those who look after it see it."""

    id: str
    name: str
    form: Form
    address: str
    set: str
    node: str
    kind: str
    licence: str
    owner_email: str
    contact_url: str
    chapter: str
    every_hours: int
    mapping: Mapping[str, str]
    state: SourceState
    failures: int
    next_run: datetime | None
    since: datetime | None
    listings: int  #: shown here now
    last: RunView | None = None


@dataclass(frozen=True, slots=True)
class Trial:
    """One record of a preview: what it would become, or why not."""

    id: str
    title: str
    values: tuple[tuple[str, str], ...]
    reasons: tuple[str, ...]
    taken: bool
