"""Records from files and other nodes: each is taken once, however often the import is repeated or killed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime, time

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from banyan.base.clock import now, today
from banyan.base.errors import Invalid
from banyan.base.text import base_language
from banyan.domain.accounts.policy import Asker
from banyan.domain.listings import rules
from banyan.domain.listings.errors import Incomplete
from banyan.domain.listings.fields import missing_answers, parse
from banyan.domain.listings.fields.registry import names_of
from banyan.domain.listings.models import Listing
from banyan.domain.listings.record import digest, put, snapshot
from banyan.domain.listings.services import ground
from banyan.domain.listings.services.create import LICENCE
from banyan.domain.listings.services.texts import set_translations
from banyan.domain.listings.types.enums import Kind, State
from banyan.domain.listings.types.fields import Parsed, Text, day, text
from banyan.domain.listings.types.views import Change, Imported, Origin

#: The origin node of the sample listings that come with Banyan.
SAMPLE_NODE = "sample"
#: States in which a source's news only changes the words: a moderator or owner decided about the state here.
_LEFT_ALONE = frozenset({State.REJECTED, State.ARCHIVED, State.PAUSED, State.IN_REVIEW})
#: Fields that keep what the node set when the source says nothing.
_OUR_DEFAULTS = ground.MANAGED | {"contact", "language", "licence", "url"}


def listing_import_draft(
    *,
    origin: Origin,
    kind: Kind,
    raw: Mapping[str, object],
    by: Asker | None = None,
    follows_source: bool = False,
    is_sample: bool = False,
) -> Imported:
    """Takes a record in, once per (``origin.node``, ``origin.id``): the second time it updates, or changes nothing.

    A person's file gives drafts that belong to ``by``. With ``follows_source`` (harvest, samples) the listing is
    published as long as the source's dates say so, and cannot be changed here. A record edited here since the last
    import is ``kept``. ``Invalid`` names every answer that cannot be taken; nothing is written then.
    """
    if not origin.node or not origin.id:
        raise Invalid({"id": [_("A record needs the id it has at its source.")]})
    try:
        with transaction.atomic():
            return _import(origin, kind, raw, by, follows_source=follows_source, is_sample=is_sample)
    except IntegrityError as error:  # another process took the same record in at this moment
        if "one_listing_per_origin" not in str(error):
            raise
        with transaction.atomic():
            return _import(origin, kind, raw, by, follows_source=follows_source, is_sample=is_sample)


def _import(
    origin: Origin, kind: Kind, raw: Mapping[str, object], by: Asker | None, *, follows_source: bool, is_sample: bool
) -> Imported:
    fingerprint = digest(json.dumps([kind, raw, origin.url, origin.licence], sort_keys=True, default=str))
    held = Listing.objects.select_for_update().filter(origin_node=origin.node, origin_id=origin.id).first()
    if held is not None:
        same = held.origin_digest == fingerprint
        if _stays(held):
            return Imported(_as_it_is(held), "kept")
        if same and held.state != State.WITHDRAWN:
            return Imported(_as_it_is(held), "unchanged")
        if held.kind != kind:
            raise Invalid({"kind": [_("This record was of another kind when it was taken in first.")]})
    parsed = parse(kind, raw)
    listing = held or _new(origin, kind, parsed, by, follows_source=follows_source, is_sample=is_sample)
    before = snapshot(listing)
    _fill(listing, origin, parsed, by)
    listing.origin_digest = fingerprint
    listing.imported_version = 1 if held is None else listing.version + 1
    if held is None:
        change = ground.create(listing, by=by, action="listing.import", note=f"{origin.node} {origin.id}")
    else:
        change = ground.save(listing, before, by=by, action="listing.import", note=f"{origin.node} {origin.id}")
    set_translations(listing, parsed.values, by=by)
    return Imported(change, "created" if held is None else "updated")


def _new(
    origin: Origin, kind: Kind, parsed: Parsed, by: Asker | None, *, follows_source: bool, is_sample: bool
) -> Listing:
    email = str(getattr(by, "email", ""))
    return Listing(
        kind=kind,
        owner_id=by.pk if by is not None else None,
        contact_id=by.pk if by is not None else None,
        contact_email=email,
        language=text(parsed.values, "language") or base_language(str(getattr(by, "locale", "en"))),
        licence=origin.licence or LICENCE,
        origin_node=origin.node,
        origin_id=origin.id,
        follows_source=follows_source,
        is_sample=is_sample,
    )


def _fill(listing: Listing, origin: Origin, parsed: Parsed, by: Asker | None) -> None:
    """Sets answers and, for a record that follows its source, the dates and the state they mean."""
    kind = Kind(listing.kind)
    values = {name: value for name, value in parsed.values.items() if name not in ground.MANAGED}
    unsaid = names_of(kind) - values.keys() - _OUR_DEFAULTS  # what the source no longer says is no longer said
    errors: dict[str, list[Text]] = {**parsed.errors, **ground.refer(listing, values, unsaid, by)}
    if errors:
        raise Invalid(errors)
    put(listing, values, unsaid)
    ground.find_chapter(listing)
    listing.licence = text(values, "licence") or origin.licence or listing.licence
    listing.url = text(values, "url") or origin.url
    listing.origin_chain = list(origin.chain)
    if not listing.follows_source:
        return
    if not listing.title:  # other answers that we require may be missing at a source; it only ranks lower for that
        raise Incomplete({"title": missing_answers(kind, {})["title"]})
    _follow(listing, parsed)


def _follow(listing: Listing, parsed: Parsed) -> None:
    published, confirmed = day(parsed.values, "published"), day(parsed.values, "last_confirmed")
    listing.published = datetime.combine(published, time(), tzinfo=UTC) if published else listing.published or now()
    listing.last_confirmed = confirmed or published or today()
    closes = day(parsed.values, "deadline") or day(parsed.values, "closes")
    listing.expires = day(parsed.values, "expires") or rules.expires_on(listing.last_confirmed, closes)
    if State(listing.state) not in _LEFT_ALONE:
        listing.state = State.EXPIRED if rules.is_due(listing.expires, today()) else State.PUBLISHED


def _stays(held: Listing) -> bool:
    """Whether a decision or an edit made here stands above what the source says now."""
    if held.state == State.WITHDRAWN:
        return not held.follows_source or bool(held.state_reason)
    return not held.follows_source and rules.is_kept(version=held.version, imported_version=held.imported_version)


def _as_it_is(listing: Listing) -> Change:
    return Change(listing.public_id, Kind(listing.kind), State(listing.state), listing.version)
