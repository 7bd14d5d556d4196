"""From rows to what one reader may see. Every read of the room goes through here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from banyan.domain.listings import policy, rules
from banyan.domain.listings.fields import completeness
from banyan.domain.listings.models import Gone, Listing, ListingTranslation
from banyan.domain.listings.policy import Standing
from banyan.domain.listings.record import chapter_told, digest, values_of, visibilities
from banyan.domain.listings.types.enums import Kind, State, TranslationStatus, Visibility, Who
from banyan.domain.listings.types.fields import Value, text
from banyan.domain.listings.types.views import AttachmentView, ListingView, Origin, Translated

#: What a view needs besides the row, fetched for all rows at once.
JOINED = ("organisation", "chapter")
FETCHED = ("translations", "attachments")


def view(listing: Listing, standing: Standing, granted: Visibility | None = None) -> ListingView:
    """The listing as this reader may see it. ``granted`` is what an enquiry or case gave them.

    Brokers and stewards of the chapter are inside, and so are those who posted it; nobody else learns who stands
    behind an anonymous listing.
    """
    who = policy.qualities(standing, listing)
    inside = bool(who)
    if listing.state == State.WITHDRAWN and not inside:
        return _tombstone(listing)
    values = values_of(listing)
    reader = policy.reader_level(standing, granted)
    levels = visibilities(listing, values)
    seen, hidden = rules.shown_fields(levels, reader=reader, inside=inside, anonymous=listing.anonymous)
    shown = {name: value for name, value in values.items() if name in seen}
    organisation = listing.organisation if "organisation" in seen else None
    attachments = _attachments(listing, reader=reader, inside=inside)
    return ListingView(
        id=listing.public_id,
        kind=Kind(listing.kind),
        state=State(listing.state),
        title=listing.title,
        summary=listing.summary,
        language=listing.language,
        values=shown,
        hidden=hidden,
        organisation=organisation.slug if organisation else "",
        organisation_name=organisation.name if organisation else "",
        chapter=listing.chapter.slug if listing.chapter and "chapter" in seen else "",
        anonymous=listing.anonymous,
        is_sample=listing.is_sample,
        completeness=listing.completeness,
        version=listing.version,
        published=listing.published,
        expires=listing.expires if "expires" in seen else None,
        last_confirmed=listing.last_confirmed,
        changed=listing.changed,
        translations=_translations(listing, shown),
        attachments=attachments,
        origin=_origin(listing, inside=inside, tells_url="url" in seen),
        organisation_checked=organisation is not None and organisation.verified is not None,
        inside=inside,
        opened=rules.opened_levels(
            [*(levels[name] for name in seen), *(one.visibility for one in attachments)],
            named=inside and listing.anonymous,
        ),
        verbs=rules.verbs_for(State(listing.state), _acts(who, listing)),
        reason=listing.state_reason if inside else "",
        missing=completeness(Kind(listing.kind), values) if inside else None,
    )


def _acts(who: frozenset[Who], listing: Listing) -> frozenset[Who]:
    return rules.acting_as(who, follows_source=listing.follows_source)


def _tombstone(listing: Listing) -> ListingView:
    """What stays of a withdrawn listing: that there was one, and since when it is gone."""
    return _bare(
        Gone(public_id=listing.public_id, kind=listing.kind, chapter=chapter_told(listing), changed=listing.changed),
        language=listing.language,
        anonymous=listing.anonymous,
        is_sample=listing.is_sample,
        version=listing.version,
        origin=_origin(listing, inside=False),
    )


def gone_view(row: Gone) -> ListingView:
    """The tombstone of a listing whose row was removed."""
    return _bare(row, is_sample=True)


def _bare(
    row: Gone,
    *,
    language: str = "",
    anonymous: bool = False,
    is_sample: bool,
    version: int = 1,
    origin: Origin | None = None,
) -> ListingView:
    return ListingView(
        id=row.public_id,
        kind=Kind(row.kind),
        state=State.WITHDRAWN,
        title="",
        summary="",
        language=language,
        values={},
        hidden={},
        organisation="",
        organisation_name="",
        chapter=row.chapter,
        anonymous=anonymous,
        is_sample=is_sample,
        completeness=0,
        version=version,
        published=None,
        expires=None,
        last_confirmed=None,
        changed=row.changed,
        origin=origin,
    )


def translations_of(listing: Listing, shown: Mapping[str, Value]) -> Iterable[tuple[ListingTranslation, bool]]:
    """The translations of the fields shown, each with whether its original changed since."""
    for row in listing.translations.all():
        if row.field in shown:
            yield row, bool(row.of_text) and row.of_text != digest(text(shown, row.field))


def _translations(listing: Listing, shown: Mapping[str, Value]) -> tuple[tuple[str, Translated], ...]:
    return tuple(
        (
            row.field,
            Translated(row.text, row.language, TranslationStatus(row.status), row.engine, row.at, outdated),
        )
        for row, outdated in translations_of(listing, shown)
    )


def _attachments(listing: Listing, *, reader: Visibility, inside: bool) -> tuple[AttachmentView, ...]:
    """Files this reader may fetch. Files of an anonymous listing stay inside: nobody can tell whom they name."""
    if listing.anonymous and not inside:
        return ()
    return tuple(
        AttachmentView(row.public_id, row.name, row.content_type, row.size, Visibility(row.visibility))
        for row in listing.attachments.all()
        if inside or rules.may_see(Visibility(row.visibility), reader)
    )


def _origin(listing: Listing, *, inside: bool, tells_url: bool = False) -> Origin | None:
    """Where it comes from. A file that a person imported is nobody else's business."""
    if not listing.origin_node or not (inside or listing.follows_source):
        return None
    chain = tuple(str(node) for node in listing.origin_chain)
    url = listing.url if tells_url else ""
    return Origin(listing.origin_node, listing.origin_id, url, listing.licence, chain)
