"""Chapters and organisations with no more said than is needed."""

from __future__ import annotations

from collections.abc import Sequence

from banyan.domain.accounts.policy import SignedIn
from banyan.domain.chapters.models import Chapter
from banyan.domain.chapters.services import chapter_save
from banyan.domain.chapters.types import Remit, RemitKind
from banyan.domain.organisations.models import Organisation
from banyan.domain.organisations.services import organisation_create
from banyan.domain.organisations.types import OrganisationDraft


def chapter(slug: str, *, places: Sequence[str] = (), sdgs: Sequence[str] = ()) -> Chapter:
    """A chapter for places, or for goals when no places are given."""
    kind = RemitKind.NATIONAL if places else RemitKind.THEMATIC
    remit = Remit(slug, tuple(places), tuple(sdgs))
    return chapter_save(remit=remit, name=slug.replace("-", " ").title(), remit_kind=kind, languages=("en",))


def organisation(
    slug: str,
    *,
    admin: SignedIn | None = None,
    kind: str = "company",
    country: str = "KE",
    chapter_pk: int | None = None,
) -> Organisation:
    """An organisation nobody has verified."""
    draft = OrganisationDraft(name=slug.replace("-", " ").title(), kind=kind, country=country, languages=("en",))
    return organisation_create(draft=draft, by=admin, slug=slug, chapter_id=chapter_pk)
