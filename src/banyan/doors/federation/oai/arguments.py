"""Reading a request: which arguments a verb takes, and the moments it speaks of."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.core import signing
from django.http import QueryDict

from banyan.base.errors import Invalid
from banyan.base.paging import moment_in
from banyan.doors.federation.asking import fits_xml
from banyan.doors.federation.oai.errors import Code, Refused

_SELECTIVE = frozenset({"from", "until", "set"})
#: Verb → arguments it needs, and arguments it may have. ``resumptionToken`` stands alone where it may stand.
VERBS: Mapping[str, tuple[frozenset[str], frozenset[str]]] = {
    "Identify": (frozenset(), frozenset()),
    "ListMetadataFormats": (frozenset(), frozenset({"identifier"})),
    "ListSets": (frozenset(), frozenset({"resumptionToken"})),
    "ListIdentifiers": (frozenset({"metadataPrefix"}), _SELECTIVE),
    "ListRecords": (frozenset({"metadataPrefix"}), _SELECTIVE),
    "GetRecord": (frozenset({"identifier", "metadataPrefix"}), frozenset()),
}
LISTS = frozenset({"ListIdentifiers", "ListRecords"})
_LONGEST = 4000
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")
_SECOND = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z\Z")
_SALT = "banyan.doors.federation.oai"
_LAST_MOMENT = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Selection:
    """What a list request asks for, and how far it has come. Both moments belong to the selection."""

    prefix: str
    set: str
    since: datetime | None
    until: datetime
    cursor: str = ""
    shown: int = 0  #: records on the pages before


def arguments_of(sent: QueryDict) -> dict[str, str]:
    """The arguments, each given once, or ``Refused``."""
    found: dict[str, str] = {}
    for name, values in sent.lists():
        if len(values) != 1:
            raise Refused(Code.VERB if name == "verb" else Code.ARGUMENT, "An argument is given more than once.")
        if len(values[0]) > _LONGEST or not fits_xml(values[0]) or len(name) > 80:
            raise Refused(Code.ARGUMENT, "An argument is too long or holds characters that XML does not allow.")
        found[name] = values[0]
    return found


def verb_of(given: Mapping[str, str]) -> str:
    """The verb, or ``Refused``."""
    verb = given.get("verb", "")
    if verb not in VERBS:
        raise Refused(Code.VERB, "The verb is missing or is not one of OAI-PMH 2.0.")
    return verb


def check(verb: str, given: Mapping[str, str]) -> None:
    """That the verb takes these arguments, or ``Refused``."""
    names = given.keys() - {"verb"}
    needed, allowed = VERBS[verb]
    if verb in LISTS and "resumptionToken" in names:
        needed, allowed = frozenset({"resumptionToken"}), frozenset()
    if missing := needed - names:
        raise Refused(Code.ARGUMENT, f"{verb} needs {', '.join(sorted(missing))}.")
    if names - needed - allowed:
        raise Refused(Code.ARGUMENT, f"{verb} takes none of the other arguments given.")


def selection(given: Mapping[str, str], *, settled: datetime) -> Selection:
    """What a first list request selects. Nothing after ``settled`` (exclusive) is in it, whatever ``until`` says."""
    since, until = given.get("from"), given.get("until")
    if since is not None and until is not None and len(since) != len(until):
        raise Refused(Code.ARGUMENT, "from and until must have the same granularity.")
    first = None if since is None else _moment(since)
    last = settled - _LAST_MOMENT
    if until is not None:
        wanted = _moment(until)
        if first is not None and wanted < first:
            raise Refused(Code.ARGUMENT, "from is later than until.")
        last = min(last, _end(wanted, whole_day=len(until) == 10))
    return Selection(given["metadataPrefix"], given.get("set", ""), first, last)


def _moment(said: str) -> datetime:
    for shape, form in ((_DAY, "%Y-%m-%d"), (_SECOND, "%Y-%m-%dT%H:%M:%SZ")):
        if shape.match(said):
            try:
                return datetime.strptime(said, form).replace(tzinfo=UTC)
            except ValueError:
                break
    raise Refused(Code.ARGUMENT, "A date must be as 2026-11-23 or 2026-11-23T08:30:00Z.")


def _end(moment: datetime, *, whole_day: bool) -> datetime:
    """The last moment of that second or day: what the standard calls inclusive."""
    try:
        return moment + timedelta(days=1 if whole_day else 0, seconds=0 if whole_day else 1) - _LAST_MOMENT
    except OverflowError:
        return moment


def packed(chosen: Selection) -> str:
    """The selection as a resumption token: signed, with nothing kept here, so that it never runs out."""
    since = chosen.since.isoformat() if chosen.since else ""
    return signing.dumps(
        [chosen.prefix, chosen.set, since, chosen.until.isoformat(), chosen.cursor, chosen.shown],
        salt=_SALT,
        compress=True,
    )


def unpacked(token: str) -> Selection:
    """The selection that a resumption token holds, or ``Refused``."""
    try:
        prefix, set_, since, until, cursor, shown = signing.loads(token, salt=_SALT)
        return Selection(
            str(prefix), str(set_), moment_in(since) if since else None, moment_in(until), str(cursor), int(shown)
        )
    except (signing.BadSignature, ValueError, TypeError, Invalid):
        raise Refused(Code.RESUMING, "This resumption token is not one of ours.") from None
