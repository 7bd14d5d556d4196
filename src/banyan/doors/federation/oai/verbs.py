"""The six verbs. Each returns the element that answers it, or raises ``Refused``."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings
from lxml import etree

from banyan.base.errors import Invalid
from banyan.domain.listings.selectors import changed_page, earliest_change
from banyan.domain.listings.types import ListingView
from banyan.doors.federation.asking import address
from banyan.doors.federation.naming import by_identifier
from banyan.doors.federation.oai.arguments import Selection, packed, selection, unpacked
from banyan.doors.federation.oai.errors import Code, Refused
from banyan.doors.federation.oai.records import OAI, PREFIXES, child, header, record
from banyan.doors.federation.oai.sets import every_set, filters_of

#: Records, or headers, on one page.
RECORDS, HEADERS = 100, 500


@dataclass(frozen=True, slots=True)
class Asked:
    """A request in good form, and the moment up to which all changes are known."""

    verb: str
    given: Mapping[str, str]
    settled: datetime


def identify(asked: Asked) -> etree._Element:
    """Who we are and what we promise."""
    made = etree.Element(f"{{{OAI}}}Identify")
    earliest = min(earliest_change() or asked.settled, asked.settled)
    for name, said in (
        ("repositoryName", settings.BANYAN_NODE_NAME),
        ("baseURL", address("oai")),
        ("protocolVersion", "2.0"),
        ("adminEmail", _mail()),
        ("earliestDatestamp", earliest.strftime("%Y-%m-%dT%H:%M:%SZ")),
        ("deletedRecord", "persistent"),
        ("granularity", "YYYY-MM-DDThh:mm:ssZ"),
        ("compression", "gzip"),
    ):
        child(made, OAI, name, said)
    return made


def _mail() -> str:
    """The address of those who run the node; the standard insists on one with a dot in its host."""
    host = urlsplit(settings.BANYAN_URL).hostname or "localhost"
    return str(settings.BANYAN_CONTACT) or f"contact@{host if '.' in host else f'{host}.invalid'}"


def list_metadata_formats(asked: Asked) -> etree._Element:
    """Both forms, of every record."""
    if "identifier" in asked.given:
        _found(asked.given["identifier"])
    made = etree.Element(f"{{{OAI}}}ListMetadataFormats")
    for name, prefix in PREFIXES.items():
        one = child(made, OAI, "metadataFormat")
        child(one, OAI, "metadataPrefix", name)
        child(one, OAI, "schema", prefix.schema())
        child(one, OAI, "metadataNamespace", prefix.namespace)
    return made


def list_sets(asked: Asked) -> etree._Element:
    """All sets on one page; so no token was ever given out."""
    if "resumptionToken" in asked.given:
        raise Refused(Code.RESUMING, "The list of sets has one page.")
    made = etree.Element(f"{{{OAI}}}ListSets")
    for code, name in every_set():
        one = child(made, OAI, "set")
        child(one, OAI, "setSpec", code)
        child(one, OAI, "setName", name)
    return made


def get_record(asked: Asked) -> etree._Element:
    """One record; of one that is gone, the header that says so."""
    view = _found(asked.given["identifier"])
    _known(asked.given["metadataPrefix"])
    made = etree.Element(f"{{{OAI}}}GetRecord")
    made.append(record(view, asked.given["metadataPrefix"]))
    return made


def list_identifiers(asked: Asked) -> etree._Element:
    """Headers, oldest change first."""
    return _listed(asked, HEADERS, lambda view, _prefix: header(view))


def list_records(asked: Asked) -> etree._Element:
    """Records, oldest change first."""
    return _listed(asked, RECORDS, record)


def _listed(asked: Asked, size: int, write: Callable[[ListingView, str], etree._Element]) -> etree._Element:
    chosen = _chosen(asked)
    try:
        page = changed_page(
            since=chosen.since, until=chosen.until, filters=filters_of(chosen.set), cursor=chosen.cursor, size=size
        )
    except Invalid:
        raise Refused(Code.RESUMING, "This resumption token is not one of ours.") from None
    if not page.rows and not chosen.cursor:
        raise Refused(Code.NO_RECORDS, "Nothing that was ever public changed in this time.")
    made = etree.Element(f"{{{OAI}}}{asked.verb}")
    made.extend([write(view, chosen.prefix) for view in page.rows])
    if page.next or chosen.cursor:
        following = replace(chosen, cursor=page.next or "", shown=chosen.shown + len(page.rows))
        token = child(made, OAI, "resumptionToken", packed(following) if page.next else "")
        token.set("cursor", str(chosen.shown))
    return made


def _chosen(asked: Asked) -> Selection:
    token = asked.given.get("resumptionToken")
    if token is not None:
        chosen = unpacked(token)
        if not chosen.cursor or chosen.prefix not in PREFIXES:
            raise Refused(Code.RESUMING, "This resumption token is not one of ours.")
        return chosen
    _known(asked.given["metadataPrefix"])
    return selection(asked.given, settled=asked.settled)


def _found(identifier: str) -> ListingView:
    view = by_identifier(identifier)
    if view is None:
        raise Refused(Code.NO_ID, "There is no such record, and never was.")
    return view


def _known(prefix: str) -> None:
    if prefix not in PREFIXES:
        raise Refused(Code.FORMAT, f"Records are given as {' and '.join(PREFIXES)}.")


ANSWERS: Mapping[str, Callable[[Asked], etree._Element]] = {
    "Identify": identify,
    "ListMetadataFormats": list_metadata_formats,
    "ListSets": list_sets,
    "ListIdentifiers": list_identifiers,
    "ListRecords": list_records,
    "GetRecord": get_record,
}
