"""The standing cast: people with fixed rights, the same in every test. Uma and the visitor must see nothing private.

| person  | is                                                                                     |
|---------|----------------------------------------------------------------------------------------|
| Amina   | member of the seekers' cooperative, which no chapter has verified                      |
| Kofi    | administrator of the provider, which is verified                                       |
| Mei     | member of the provider                                                                 |
| Rosa    | broker of the chapter                                                                  |
| Sami    | steward of the chapter                                                                 |
| Noor    | administrator of the node                                                              |
| Uma     | signed in, with no part in anything                                                    |
| visitor | not signed in                                                                          |
"""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from django.contrib.auth.models import AnonymousUser
from tests.factories.places import chapter, organisation

from banyan.domain.accounts.policy import SignedIn
from banyan.domain.accounts.selectors import person_of
from banyan.domain.accounts.services import user_create
from banyan.domain.chapters.selectors import chapter_by_slug
from banyan.domain.chapters.services import servant_add
from banyan.domain.chapters.types import ChapterRole
from banyan.domain.organisations.services import member_add, organisation_verify

SEEKER, PROVIDER, CHAPTER = "mwembe-cooperative", "jua-dryers", "eastern-africa"


@dataclass(frozen=True, slots=True)
class Cast:
    """Everybody, by name."""

    amina: SignedIn
    kofi: SignedIn
    mei: SignedIn
    rosa: SignedIn
    sami: SignedIn
    noor: SignedIn
    uma: SignedIn
    visitor: AnonymousUser

    def outsiders(self) -> tuple[SignedIn | AnonymousUser, ...]:
        """Those who must see nothing private."""
        return (self.uma, self.visitor)


def person(name: str, *, is_node_admin: bool = False) -> SignedIn:
    """Somebody new, whose address is their name at example.org."""
    return user_create(email=f"{name}@example.org", password=None, name=name.title(), is_node_admin=is_node_admin)


def gather() -> Cast:
    """Makes everybody, their organisations and the chapter."""
    amina, kofi, mei, rosa, sami, uma = (person(name) for name in ("amina", "kofi", "mei", "rosa", "sami", "uma"))
    noor = person("noor", is_node_admin=True)
    chapter(CHAPTER, places=("KE", "UG", "TZ"))
    branch = chapter_by_slug(CHAPTER)
    servant_add(chapter=branch, user_pk=rosa.pk, person=person_of(rosa), role=ChapterRole.BROKER)
    servant_add(chapter=branch, user_pk=sami.pk, person=person_of(sami), role=ChapterRole.STEWARD)
    chair = person("chair")
    seekers = organisation(SEEKER, admin=chair, kind="cooperative", chapter_pk=branch.pk)
    member_add(organisation=seekers, member=amina, by=None)
    provider = organisation(PROVIDER, admin=kofi, kind="company", chapter_pk=branch.pk)
    member_add(organisation=provider, member=mei, by=kofi)
    organisation_verify(organisation=provider, by=sami)
    return Cast(amina, kofi, mei, rosa, sami, noor, uma, AnonymousUser())


@pytest.fixture
def cast(db: None) -> Cast:
    """Everybody; import it into a ``conftest.py``, or call ``gather`` in a test that makes its own transactions."""
    return gather()
