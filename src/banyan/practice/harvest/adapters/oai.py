"""OAI-PMH 2.0, with Dublin Core or with the records of another node.

What a source says about time only steers by its own ``responseDate``, which is the same clock as its datestamps; a
datestamp that lies changes nothing. Where deletions are not kept for good, all is read each time, and what is not
named any more is gone.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from urllib.parse import urlencode

from lxml import etree

from banyan.base.outbound import Outbound
from banyan.practice.harvest.adapters.rich import rich_record
from banyan.practice.harvest.adapters.xml import parsed, text_of
from banyan.practice.harvest.errors import BadSource, GoesInCircles, TokenLost
from banyan.practice.harvest.types import Form, Leaf, Place, Read

_OAI = "{http://www.openarchives.org/OAI/2.0/}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_LONGEST_TOKEN = 8000
_ACCEPT = "text/xml, application/xml"


def read(out: Outbound, place: Place, *, since: datetime | None, cursor: str) -> Leaf:
    """One page of ``ListRecords``. The cursor holds whether the list is whole, up to when it is true, and the token."""
    if cursor:
        flag, moment, token = cursor.split(" ", 2)
        root = _asked(out, place, {"verb": "ListRecords", "resumptionToken": token})
        return _leaf(place, root, flag == "whole", datetime.fromisoformat(moment) if moment != "-" else None, token)
    days, keeps = _identified(_asked(out, place, {"verb": "Identify"}))
    said = {"verb": "ListRecords", "metadataPrefix": place.form.value}
    if place.set:
        said["set"] = place.set
    if since is not None and keeps:
        said["from"] = since.strftime("%Y-%m-%d" if days else "%Y-%m-%dT%H:%M:%SZ")
    root = _asked(out, place, said)
    return _leaf(place, root, not keeps, _moment(text_of(root.find(f"{_OAI}responseDate"))), "")


def _asked(out: Outbound, place: Place, said: dict[str, str]) -> etree._Element:
    joint = "&" if "?" in place.address else "?"
    root = parsed(out.get(f"{place.address}{joint}{urlencode(said)}", accept=_ACCEPT).read())
    if root.tag != f"{_OAI}OAI-PMH":
        raise BadSource
    return root


def _identified(root: etree._Element) -> tuple[bool, bool]:
    """Whether the source counts in days, and whether it keeps deletions for good."""
    found = root.find(f"{_OAI}Identify")
    if found is None:
        raise BadSource
    return (
        text_of(found.find(f"{_OAI}granularity")) == "YYYY-MM-DD",
        text_of(found.find(f"{_OAI}deletedRecord")) == "persistent",
    )


def _leaf(place: Place, root: etree._Element, whole: bool, until: datetime | None, before: str) -> Leaf:
    error = root.find(f"{_OAI}error")
    if error is not None:
        code = error.get("code", "")
        if code == "noRecordsMatch":
            return Leaf((), until=until, whole=whole)
        raise TokenLost if code == "badResumptionToken" else BadSource
    listed = root.find(f"{_OAI}ListRecords")
    if listed is None:
        raise BadSource
    token = text_of(listed.find(f"{_OAI}resumptionToken"))
    if token and (token == before or len(token) > _LONGEST_TOKEN):
        raise GoesInCircles
    moment = until.isoformat() if until is not None else "-"
    cursor = f"{'whole' if whole else 'part'} {moment} {token}" if token else ""
    return Leaf(tuple(_records(place, listed)), cursor=cursor, until=until, whole=whole)


def _records(place: Place, listed: etree._Element) -> Iterator[Read]:
    for one in listed.iterfind(f"{_OAI}record"):
        header = one.find(f"{_OAI}header")
        id_ = text_of(header.find(f"{_OAI}identifier")) if header is not None else ""
        stamp = text_of(header.find(f"{_OAI}datestamp"))[:40] if header is not None else ""
        if not id_ or len(id_) > 300:
            yield Read(id_[:300], fault="id")
        elif header is not None and header.get("status") == "deleted":
            yield Read(id_, stamp=stamp, deleted=True)
        else:
            metadata = one.find(f"{_OAI}metadata")
            inside = next(metadata.iterchildren("{*}*"), None) if metadata is not None else None
            yield _record(place, id_, stamp, inside)


def _record(place: Place, id_: str, stamp: str, inside: etree._Element | None) -> Read:
    if inside is None:
        return Read(id_, stamp=stamp, fault="empty")
    payload = etree.tostring(inside, encoding="unicode")
    if place.form is Form.BANYAN:
        return rich_record(id_, stamp, payload, inside)
    return Read(id_, stamp=stamp, payload=payload, fields=_dublin_core(inside))


def _dublin_core(inside: etree._Element) -> dict[str, object]:
    """All terms, each with all it says; titles and descriptions in further languages apart."""
    said: dict[str, list[str]] = {}
    others: dict[str, dict[str, str]] = {}
    language = text_of(inside.find(f"{_DC}language"))
    for term in inside.iterchildren(f"{_DC}*"):
        if not text_of(term):
            continue
        name, own = term.tag.removeprefix(_DC), term.get(_LANG, "")
        ours = {"title": "title", "description": "summary"}.get(name, "")
        if ours and own and said.get(name) and own != language:
            others.setdefault(own, {}).setdefault(ours, text_of(term))
        else:
            said.setdefault(name, []).append(text_of(term))
    return {**said, "translations": others} if others else dict(said)


def _moment(said: str) -> datetime | None:
    try:
        return datetime.strptime(said, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
    except ValueError:
        return None
