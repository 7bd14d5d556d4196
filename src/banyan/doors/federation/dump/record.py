"""One line of a dump: a listing as everybody may see it, or its tombstone. Each line has every name, so that programs
need not ask which are there."""

from __future__ import annotations

import json

from banyan.domain.listings.formats import write_json
from banyan.domain.listings.types import Json, ListingView, State, TranslationStatus
from banyan.doors.federation.asking import address
from banyan.doors.federation.naming import identifier_of


def line(view: ListingView) -> str:
    """The record as JSON, with the line break."""
    return json.dumps(record(view), ensure_ascii=False, default=str) + "\n"


def record(view: ListingView) -> dict[str, Json]:
    """What other nodes get to know: who the record is in the world (``identifier``) and here (``id``), where it comes
    from, and its answers under the names of the field registry."""
    here = view.state is State.PUBLISHED
    return {
        "identifier": identifier_of(view),
        "id": view.id,
        "kind": view.kind.value,
        "changed": view.changed.isoformat(),
        "deleted": not here,
        "sample": view.is_sample,
        "anonymous": view.anonymous,
        "published": view.published.isoformat() if here and view.published else None,
        "href": address("listing", view.id) if here else None,
        "origin": _origin(view),
        "organisation": _organisation(view) if here and view.organisation else None,
        "fields": {name: said for name, said in write_json(view.values).items() if name != "visibility"}
        if here
        else None,
        "translations": _translations(view) if here else [],
        "files": _files(view) if here else [],
    }


def _origin(view: ListingView) -> dict[str, Json] | None:
    if view.origin is None or view.is_sample:
        return None
    one = view.origin
    return {"node": one.node, "id": one.id, "url": one.url, "licence": one.licence, "chain": list(one.chain)}


def _organisation(view: ListingView) -> dict[str, Json]:
    return {
        "slug": view.organisation,
        "name": view.organisation_name,
        "checked": view.organisation_checked,
        "href": address("organisation", view.organisation),
    }


def _translations(view: ListingView) -> list[Json]:
    """By people, of what still stands; no machine's."""
    return [
        {"field": field, "language": said.language, "text": said.text}
        for field, said in view.translations
        if said.status is TranslationStatus.HUMAN and not said.outdated
    ]


def _files(view: ListingView) -> list[Json]:
    return [
        {
            "id": one.id,
            "name": one.name,
            "type": one.content_type,
            "bytes": one.size,
            "href": address("attachment", one.id),
        }
        for one in view.attachments
    ]
