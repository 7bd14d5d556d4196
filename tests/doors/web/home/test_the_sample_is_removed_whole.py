from __future__ import annotations

import pytest
from django.test import Client

from banyan.domain.accounts.policy import SignedIn
from banyan.domain.accounts.services import user_create
from banyan.domain.listings.selectors import sample_present
from banyan.domain.listings.services import listing_import_draft
from banyan.domain.listings.types import Kind, Origin
from banyan.domain.organisations.selectors import organisations
from banyan.domain.organisations.services import organisation_create
from banyan.domain.organisations.types import OrganisationDraft


def signed_in(user: SignedIn) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def something_invented() -> None:
    organisation_create(
        draft=OrganisationDraft(name="Invented Dryers", kind="company", country="KE"), by=None, is_sample=True
    )
    listing_import_draft(
        origin=Origin(node="sample", id="offer-1"),
        kind=Kind.OFFER,
        raw={"title": "Invented dryer", "language": "en", "problem_solved": "Fruit rots.", "places": ["KE"]},
        follows_source=True,
        is_sample=True,
    )


@pytest.mark.django_db
def test_an_administrator_removes_it_after_ticking_the_box() -> None:
    something_invented()
    client = signed_in(user_create(email="noor@example.org", password=None, is_node_admin=True))
    client.post("/sample/")
    assert organisations().filter(is_sample=True).exists(), "without the tick nothing is removed"
    client.post("/sample/", {"sure": "1"})
    assert not organisations().filter(is_sample=True).exists()
    assert not sample_present()


@pytest.mark.django_db
def test_nobody_else_removes_it() -> None:
    something_invented()
    for client in (Client(), signed_in(user_create(email="uma@example.org", password=None))):
        assert client.post("/sample/", {"sure": "1"}).status_code == 403
    assert organisations().filter(is_sample=True).exists()
