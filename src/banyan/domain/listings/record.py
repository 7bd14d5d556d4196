"""Between a row and its answers: what the columns and ``details`` say, and what follows from the answers."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from typing import cast

from banyan.base.clock import today
from banyan.domain.listings import rules
from banyan.domain.listings.fields import BY_NAME, column_names, completeness, fields_of, read_json, write_json
from banyan.domain.listings.fields.vocabulary import top_class, wider_places
from banyan.domain.listings.models import Listing
from banyan.domain.listings.types.enums import Kind, Visibility
from banyan.domain.listings.types.fields import Value, Values, codes, day, flag, said, text, whole

_TEXTS = ("title", "summary", "language", "url", "licence")
_LISTS = ("sdgs", "sectors", "technologies", "places", "languages", "cooperation", "territories")


def values_of(listing: Listing) -> dict[str, Value]:
    """All answers of the row, in the order of the registry; empty ones are left out."""
    found: dict[str, Value] = {name: getattr(listing, name) for name in _TEXTS}
    found.update({name: tuple(getattr(listing, name)) for name in _LISTS})
    found.update(read_json(listing.details))
    found.update(
        id=listing.public_id,
        kind=listing.kind,
        contact=listing.contact_email,
        deputy=listing.deputy_email,
        organisation=listing.organisation.slug if listing.organisation else "",
        chapter=listing.chapter.slug if listing.chapter else "",
        visibility=dict(listing.visibility),
    )
    if listing.kind == Kind.NEED:
        found["anonymous"] = listing.anonymous
    if listing.published is not None:
        found["published"] = listing.published.date()
    if listing.expires is not None:
        found["expires"] = listing.expires
    if listing.last_confirmed is not None:
        found["last_confirmed"] = listing.last_confirmed
    return {name: found[name] for name in BY_NAME if name in found and found[name] not in ("", (), {})}


def put(listing: Listing, values: Values, emptied: Iterable[str] = ()) -> None:
    """Sets the answers on the row and clears ``emptied``; references to others and managed fields are left alone."""
    changes: dict[str, Value | None] = {**dict.fromkeys(emptied), **values}
    for name in _TEXTS:
        if name in changes:
            setattr(listing, name, text(values, name))
    for name in _LISTS:
        if name in changes:
            setattr(listing, name, list(codes(values, name)))
    if "visibility" in changes:
        listing.visibility = dict(said(values, "visibility"))
    if "anonymous" in changes:
        listing.anonymous = bool(flag(values, "anonymous"))
    details = dict(listing.details)
    names = frozenset(field.name for field in fields_of(Kind(listing.kind))) - column_names()
    details.update(write_json({name: value for name, value in values.items() if name in names}))
    for name in names & changes.keys() - values.keys():
        details.pop(name, None)
    listing.details = details


def derive(listing: Listing) -> None:
    """Sets what follows from the answers: completeness, facets, level and closing day."""
    kind = Kind(listing.kind)
    values = values_of(listing)
    levels = visibilities(listing, values)
    shown = {name: value for name, value in values.items() if levels[name] is Visibility.PUBLIC}
    listing.completeness = completeness(kind, values).score
    listing.closes = day(values, "deadline") or day(values, "closes")
    listing.trl = whole(shown, "trl") or whole(shown, "trl_min")
    listing.facets = rules.facet_codes(
        kind=kind,
        sdgs=codes(shown, "sdgs"),
        sectors=codes(shown, "sectors"),
        technologies=[(code, top_class(code)) for code in codes(shown, "technologies")],
        places=wider_places(codes(shown, "places"), today()),
        trl=listing.trl,
        cooperation=codes(shown, "cooperation"),
        languages=codes(shown, "languages"),
    )


def visibilities(listing: Listing, values: Values) -> dict[str, Visibility]:
    """From when on each answer is shown."""
    chosen = cast("Mapping[str, str]", listing.visibility)
    return {
        name: rules.visibility_of(
            name, default=BY_NAME[name].visibility, chosen=chosen, always_public=BY_NAME[name].always_public
        )
        for name in values
    }


def chapter_told(listing: Listing) -> str:
    """The chapter's slug, if everybody may know it."""
    chosen = str(listing.visibility.get("chapter", Visibility.PUBLIC))
    return listing.chapter.slug if listing.chapter and chosen == Visibility.PUBLIC else ""


def snapshot(listing: Listing) -> dict[str, object]:
    """The row as the audit trail keeps it for good: of addresses only a fingerprint, to see that they changed."""
    said: dict[str, object] = dict(write_json(values_of(listing)))
    for name in ("contact", "deputy"):
        if name in said:
            said[name] = f"#{digest(str(said[name]))[:8]}"
    return {
        **said,
        "state": listing.state,
        "state_reason": listing.state_reason,
        "version": listing.version,
    }


def digest(text_: str) -> str:
    """A short fingerprint of a text, to notice that it changed."""
    return hashlib.sha256(text_.encode()).hexdigest()[:32]
