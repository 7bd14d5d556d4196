"""Pure decisions about listings: the table of states, expiry, what a reader may see, what others need to find it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from banyan.domain.listings.types.enums import State, Verb, Visibility, Who

#: A listing that nobody confirms expires after this many days.
LIFETIME_DAYS = 365
#: The owner is reminded when so many days are left.
REMINDERS: tuple[int, ...] = (31, 7)
#: How long the words of a withdrawn listing are kept, in case it was a slip; then only the tombstone stays.
TOMBSTONE_DAYS = 30

_OWNER, _MODERATOR, _SOURCE, _SYSTEM = Who.OWNER, Who.MODERATOR, Who.SOURCE, Who.SYSTEM
_ANYBODY = frozenset({_OWNER, _MODERATOR, _SOURCE})


@dataclass(frozen=True, slots=True)
class Step:
    """One row of the table: in ``state``, ``verb`` by one of ``who`` leads to ``to``."""

    state: State
    verb: Verb
    to: State
    who: frozenset[Who]


def _steps(states: Iterable[State], verb: Verb, to: State, who: Iterable[Who]) -> tuple[Step, ...]:
    return tuple(Step(state, verb, to, frozenset(who)) for state in states)


_S, _V = State, Verb
#: The one table of transitions. What is not in it cannot happen. Only ``withdrawn`` is final, except for a source
#: that takes its deletion back. An owner publishes directly only where ``publishes_directly`` says so.
TABLE: tuple[Step, ...] = (
    *_steps({_S.DRAFT}, _V.SUBMIT, _S.IN_REVIEW, {_OWNER}),
    # Nothing goes out before its writer says so: not by those who check either.
    *_steps({_S.DRAFT}, _V.PUBLISH, _S.PUBLISHED, {_OWNER, _SOURCE}),
    *_steps({_S.IN_REVIEW}, _V.PUBLISH, _S.PUBLISHED, {_MODERATOR}),
    *_steps({_S.IN_REVIEW, _S.PUBLISHED, _S.PAUSED}, _V.REJECT, _S.REJECTED, {_MODERATOR}),
    *_steps({_S.IN_REVIEW, _S.REJECTED, _S.ARCHIVED}, _V.REWORK, _S.DRAFT, {_OWNER}),
    *_steps({_S.PUBLISHED}, _V.PAUSE, _S.PAUSED, _ANYBODY),
    *_steps({_S.PAUSED}, _V.RESUME, _S.PUBLISHED, _ANYBODY),
    *_steps({_S.PUBLISHED}, _V.CONFIRM, _S.PUBLISHED, _ANYBODY),
    *_steps({_S.PUBLISHED, _S.PAUSED}, _V.EXPIRE, _S.EXPIRED, {_SYSTEM, _SOURCE}),
    *_steps({_S.EXPIRED}, _V.REVIVE, _S.PUBLISHED, _ANYBODY),
    *_steps({_S.ARCHIVED}, _V.REVIVE, _S.PUBLISHED, {_MODERATOR, _SOURCE}),
    *_steps({_S.REJECTED}, _V.REVIVE, _S.PUBLISHED, {_MODERATOR}),
    *_steps({_S.DRAFT, _S.PUBLISHED, _S.PAUSED, _S.EXPIRED}, _V.ARCHIVE, _S.ARCHIVED, {*_ANYBODY, _SYSTEM}),
    *_steps(frozenset(State) - {_S.WITHDRAWN}, _V.WITHDRAW, _S.WITHDRAWN, _ANYBODY),
    *_steps({_S.WITHDRAWN}, _V.RETURN, _S.PUBLISHED, {_SOURCE}),
)
_BY_KEY: Mapping[tuple[State, Verb], Step] = {(step.state, step.verb): step for step in TABLE}

#: Verbs after which others see the listing.
SHOWING: frozenset[Verb] = frozenset({_V.PUBLISH, _V.RESUME, _V.CONFIRM, _V.REVIVE, _V.RETURN})
#: States in which the owner may change the words.
EDITABLE: frozenset[State] = frozenset(State) - {_S.WITHDRAWN, _S.ARCHIVED}
#: Verbs that start a new lifetime.
RENEWING: frozenset[Verb] = frozenset({_V.PUBLISH, _V.CONFIRM, _V.REVIVE, _V.RETURN})
#: Verbs that need a reason.
REASONED: frozenset[Verb] = frozenset({_V.REJECT})


def target(state: State, verb: Verb, who: frozenset[Who]) -> State | None:
    """The state after the verb, or ``None`` when the table does not let any of ``who`` do it."""
    step = _BY_KEY.get((state, verb))
    return step.to if step is not None and step.who & who else None


def verbs_for(state: State, who: frozenset[Who]) -> tuple[Verb, ...]:
    """What any of ``who`` may do next, in the order of the table."""
    return tuple(step.verb for step in TABLE if step.state is state and step.who & who)


def acting_as(who: frozenset[Who], *, follows_source: bool) -> frozenset[Who]:
    """In which qualities somebody acts: a harvested or sample listing follows its source, its owners only look on."""
    return who - {Who.OWNER} if follows_source else who


def publishes_directly(*, verified_member: bool, serves_chapter: bool, published_before: bool) -> bool:
    """Whether a person's listing goes out without being checked first.

    Members of a verified organisation and those who serve the chapter are known; others are checked the first time.
    """
    return verified_member or serves_chapter or published_before


def expires_on(confirmed: date, closes: date | None) -> date:
    """The last day a listing is shown: a year after it was confirmed, or the day it closes if that is earlier."""
    year = confirmed + timedelta(days=LIFETIME_DAYS)
    return min(year, closes) if closes is not None else year


def is_due(expires: date | None, today: date) -> bool:
    """Whether the last day is over."""
    return expires is not None and expires < today


def reminder_due(expires: date | None, today: date, reminded: int | None) -> int | None:
    """Which reminder (31 or 7 days) to send now: the latest one reached that has not been sent for this lifetime."""
    if expires is None or expires < today:
        return None
    left = (expires - today).days
    reached = [days for days in REMINDERS if left <= days]
    if not reached:
        return None
    latest = min(reached)
    return latest if reminded is None or latest < reminded else None


_RANK: Mapping[Visibility, int] = {level: rank for rank, level in enumerate(Visibility)}

_LEVELS: Mapping[str, Visibility] = {level.value: level for level in Visibility}

#: Answers that tell who stands behind a listing.
IDENTIFYING: frozenset[str] = frozenset({"organisation", "contact", "deputy", "url"})

#: Answers that the last day of a listing follows from.
CLOSING: frozenset[str] = frozenset({"deadline", "closes"})


def widest(*levels: Visibility) -> Visibility:
    """The level that opens most: a reader holds the greatest of what they were granted."""
    return max(levels, key=_RANK.__getitem__)


def may_see(field: Visibility, reader: Visibility) -> bool:
    """Whether a reader who has come as far as ``reader`` may see a field of this visibility."""
    return _RANK[field] <= _RANK[reader]


def visibility_of(field: str, *, default: Visibility, chosen: Mapping[str, str], always_public: bool) -> Visibility:
    """From when on a field is shown: the owner's choice, else the field's own default."""
    if always_public:
        return Visibility.PUBLIC
    return _LEVELS.get(chosen.get(field, ""), default)


def shown_fields(
    levels: Mapping[str, Visibility], *, reader: Visibility, inside: bool, anonymous: bool
) -> tuple[frozenset[str], dict[str, Visibility]]:
    """Which fields a reader sees, and from when on the others are shown. ``levels`` has every field with a value.

    An anonymous listing never tells who stands behind it, however far the reader has come; those inside see all.
    The last day of a listing would tell a closing day that is kept back, so it is kept back with it.
    """
    if inside:
        return frozenset(levels), {}
    open_ones = {name: level for name, level in levels.items() if not (anonymous and name in IDENTIFYING)}
    seen = frozenset(name for name, level in open_ones.items() if may_see(level, reader))
    hidden = {name: level for name, level in open_ones.items() if name not in seen}
    return (seen - {"expires"} if CLOSING & hidden.keys() else seen), hidden


def opened_levels(shown: Iterable[Visibility], *, named: bool) -> frozenset[Visibility]:
    """The levels, of what is shown, that are not open to everybody who is signed in.

    ``named``: the reader is told who stands behind an anonymous listing, which is told last of all.
    """
    found = {level for level in shown if level not in {Visibility.PUBLIC, Visibility.SIGNED_IN}}
    return frozenset(found | {Visibility.AFTER_ACCEPTANCE}) if named else frozenset(found)


def facet_codes(
    *,
    kind: str,
    sdgs: Iterable[str],
    sectors: Iterable[str],
    technologies: Iterable[tuple[str, str]],
    places: Iterable[str],
    trl: int | None,
    cooperation: Iterable[str],
    languages: Iterable[str],
) -> list[str]:
    """All a search can narrow by, as ``facet:code``, sorted and each once.

    A target also counts for its goal, and a technology class (given with its top class) for the top class.
    """
    found = {f"kinds:{kind}"}
    for code in sdgs:
        found |= {f"sdgs:{code}", f"sdgs:{code.split('.', 1)[0]}"}
    for code, top in technologies:
        found |= {f"technologies:{code}", f"technologies:{top}"}
    found |= {f"sectors:{code}" for code in sectors}
    found |= {f"places:{code}" for code in places}
    found |= {f"cooperation:{code}" for code in cooperation}
    found |= {f"languages:{code}" for code in languages}
    if trl is not None:
        found.add(f"trls:{trl}")
    return sorted(found)


def is_kept(*, version: int, imported_version: int) -> bool:
    """Whether a record must not be imported over: somebody changed it here since the last import."""
    return imported_version > 0 and version != imported_version
