"""What every write of the room stands on: a locked row, checked references, the audit row and the event."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from django.utils.translation import gettext as _

from banyan.base.audit.services import record
from banyan.base.clock import now
from banyan.base.errors import NotAllowed, Stale
from banyan.base.outbox.services import publish
from banyan.domain.accounts.errors import NoSuchPerson
from banyan.domain.accounts.policy import Asker
from banyan.domain.accounts.selectors import user_by_email
from banyan.domain.chapters.errors import NoSuchChapter
from banyan.domain.chapters.selectors import chapter_by_slug, chapter_covering
from banyan.domain.listings.errors import NoSuchListing
from banyan.domain.listings.models import Listing
from banyan.domain.listings.policy import may_post, may_view, standing_of
from banyan.domain.listings.record import derive, snapshot
from banyan.domain.listings.types.enums import Kind, State
from banyan.domain.listings.types.fields import Text, Values, text
from banyan.domain.listings.types.views import Change, Decision
from banyan.domain.organisations.errors import NoSuchOrganisation
from banyan.domain.organisations.selectors import organisation_by_slug

#: Set by the node; a form or file cannot change them except through an import that follows its source.
MANAGED = frozenset({"id", "kind", "published", "expires", "last_confirmed"})
REFERENCES = frozenset({"organisation", "contact", "deputy", "chapter"})


def locked(public_id: str) -> Listing:
    """The row, held until the transaction ends; ``NoSuchListing``."""
    listing = Listing.objects.select_for_update(of=("self",)).filter(public_id=public_id).first()
    if listing is None:
        raise NoSuchListing(id=public_id)
    return listing


def current(public_id: str, *, expected_version: int | None) -> Listing:
    """The locked row in the version the writer has seen, else ``Stale`` with the version now stored."""
    listing = locked(public_id)
    if expected_version is not None and listing.version != expected_version:
        raise Stale(id=public_id, version=listing.version, expected=expected_version)
    return listing


def open_to(
    public_id: str, by: Asker, decide: Callable[[Asker, Listing], Decision], *, expected_version: int | None = None
) -> Listing:
    """The locked row for somebody who may change it so. ``NoSuchListing`` where they may not even look at it, else
    ``NotAllowed`` with the reason; ``Stale`` as in ``current``."""
    listing = locked(public_id)
    decision = decide(by, listing)
    if not decision.allowed and not may_view(standing_of(by), listing).allowed:
        raise NoSuchListing(id=public_id)
    if not decision.allowed:
        raise NotAllowed(decision.reason)
    return current(public_id, expected_version=expected_version)


def actor_of(by: Asker | None) -> str:
    """The public id for the audit trail; empty for the system and for sources."""
    return str(getattr(by, "public_id", ""))


def refer(listing: Listing, values: Values, emptied: Iterable[str], by: Asker | None) -> dict[str, list[Text]]:
    """Sets organisation, people and chapter; returns sentences about those that cannot be taken.

    ``by`` must be able to act for the organisation; the system (``None``) may name any.
    """
    wrong: dict[str, list[Text]] = {}
    gone = set(emptied)
    if "organisation" in gone:
        listing.organisation = None
    elif slug := text(values, "organisation"):
        try:
            organisation = organisation_by_slug(slug)
        except NoSuchOrganisation as error:
            wrong["organisation"] = [error.sentence]
        else:
            unchanged = listing.organisation_id == organisation.pk
            decision = may_post(by, organisation_id=organisation.pk) if by is not None and not unchanged else None
            if decision is None or decision.allowed:
                listing.organisation = organisation
            else:
                wrong["organisation"] = [decision.reason]
    for name in ("contact", "deputy"):
        if name in gone or name in values:
            email = text(values, name)
            setattr(listing, f"{name}_email", email)
            setattr(listing, f"{name}_id", _user_key(email))
    if "chapter" in gone:
        listing.chapter = None
    elif slug := text(values, "chapter"):
        try:
            listing.chapter = chapter_by_slug(slug)
        except NoSuchChapter as error:
            wrong["chapter"] = [error.sentence]
    return wrong


def find_chapter(listing: Listing) -> None:
    """Chooses the chapter by place and goal when nobody did."""
    if listing.chapter_id is None and (listing.places or listing.sdgs):
        listing.chapter = chapter_covering(places=listing.places, sdgs=listing.sdgs)


def create(listing: Listing, *, by: Asker | None, action: str = "listing.create", note: str = "") -> Change:
    """Saves a new row with its audit row and event."""
    find_chapter(listing)
    derive(listing)
    listing.save()
    return _told(listing, by=by, action=action, before=None, shown_before=False, note=note)


def save(listing: Listing, before: Mapping[str, object], *, by: Asker | None, action: str, note: str = "") -> Change:
    """Saves the changed row in its next version, with its audit row and event."""
    listing.version += 1
    listing.changed = now()
    derive(listing)
    listing.save()
    shown = before["state"] == State.PUBLISHED
    return _told(listing, by=by, action=action, before=before, shown_before=shown, note=note)


def _told(
    listing: Listing,
    *,
    by: Asker | None,
    action: str,
    before: Mapping[str, object] | None,
    shown_before: bool,
    note: str,
) -> Change:
    after = snapshot(listing)
    record(
        action=action,
        object_type="listing",
        object_id=listing.public_id,
        actor=actor_of(by),
        before=before,
        after=after,
        note=note,
    )
    shown = listing.state == State.PUBLISHED
    topic = "changed" if shown == shown_before else "published" if shown else "unpublished"
    publish(topic=f"listing.{topic}", key=listing.public_id, payload=payload_of(listing, action))
    earlier = before or {}
    changed = frozenset(name for name in {*earlier, *after} if earlier.get(name) != after.get(name))
    return Change(
        listing.public_id, Kind(listing.kind), State(listing.state), listing.version, changed - {"version", "state"}
    )


def payload_of(listing: Listing, action: str) -> dict[str, object]:
    """What subscribers hear; they look the rest up."""
    return {"action": action, "kind": listing.kind, "state": listing.state, "version": listing.version}


def _user_key(email: str) -> int | None:
    if not email:
        return None
    try:
        return user_by_email(email).pk
    except NoSuchPerson:
        return None


def closed_sentence() -> str:
    """Why a listing whose day has passed is not shown."""
    return _("This day has passed. Choose a later one before others see the listing.")
