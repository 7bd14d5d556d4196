"""The shapes that several parts of the API answer with."""

from __future__ import annotations

from datetime import date, datetime

from django.conf import settings
from django.urls import reverse
from pydantic import BaseModel, ConfigDict, Field

from banyan.domain.listings.formats import record
from banyan.domain.listings.types import Kind, ListingView, State, Verb, Visibility
from banyan.doors.api.v1.fields import Fields
from banyan.practice.brokerage.types import Party


class Out(BaseModel):
    """An answer: nothing in it that is not described."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class In(BaseModel):
    """A body: nothing in it that is not asked for."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class OriginOut(Out):
    """Where a listing of another place comes from; ``chain`` are the nodes it passed."""

    node: str
    id: str
    url: str
    licence: str
    chain: list[str]


class AttachmentOut(Out):
    """A file that the reader may fetch."""

    id: str
    name: str
    content_type: str
    size: int


class ListingOut(Out):
    """A listing as the asker may see it: what is kept back from them is not in ``fields``, and ``hidden`` says from
    when it would be. ``verbs`` are what the asker may do next."""

    id: str
    kind: Kind
    state: State
    version: int
    title: str
    summary: str
    language: str
    url: str
    organisation: str = Field(description="Its slug; empty where nobody is named.")
    organisation_name: str
    organisation_checked: bool
    chapter: str
    anonymous: bool
    sample: bool
    completeness: int
    published: datetime | None
    expires: date | None
    last_confirmed: date | None
    changed: datetime
    fields: Fields
    hidden: dict[str, Visibility]
    attachments: list[AttachmentOut]
    origin: OriginOut | None
    verbs: list[Verb]
    reason: str = Field(description="Why it was sent back; for those who answer for it.")


class ListingsOut(Out):
    """A page of listings; the header Link leads to the next one."""

    items: list[ListingOut]
    next: str | None = Field(description="The cursor of the next page.")


def listing_out(view: ListingView) -> ListingOut:
    """A view, already cut to what its reader may see, as this door writes it."""
    origin = view.origin
    return ListingOut(
        id=view.id,
        kind=view.kind,
        state=view.state,
        version=view.version,
        title=view.title,
        summary=view.summary,
        language=view.language,
        url=settings.BANYAN_URL + reverse("listing", args=[view.id]),
        organisation=view.organisation,
        organisation_name=view.organisation_name,
        organisation_checked=view.organisation_checked,
        chapter=view.chapter,
        anonymous=view.anonymous,
        sample=view.is_sample,
        completeness=view.completeness,
        published=view.published,
        expires=view.expires,
        last_confirmed=view.last_confirmed,
        changed=view.changed,
        fields=Fields.model_validate(record(view)),
        hidden=dict(view.hidden),
        attachments=[
            AttachmentOut(id=one.id, name=one.name, content_type=one.content_type, size=one.size)
            for one in view.attachments
        ],
        origin=OriginOut(
            node=origin.node, id=origin.id, url=origin.url, licence=origin.licence, chain=list(origin.chain)
        )
        if origin
        else None,
        verbs=list(view.verbs),
        reason=view.reason,
    )


class PartyOut(Out):
    """One side as you may know it. ``hidden``: its name is kept back from you."""

    name: str
    organisation: str
    organisation_slug: str
    email: str
    hidden: bool


def party_out(party: Party) -> PartyOut:
    """A side, already cut to what its reader may know."""
    return PartyOut(
        name=party.name,
        organisation=party.organisation,
        organisation_slug=party.organisation_slug,
        email=party.email,
        hidden=party.hidden,
    )
