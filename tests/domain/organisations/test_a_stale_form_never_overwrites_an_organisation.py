from __future__ import annotations

from dataclasses import replace

import pytest

from banyan.base.errors import Invalid, Stale
from banyan.domain.accounts.services import user_create
from banyan.domain.organisations.models import Organisation
from banyan.domain.organisations.services import organisation_create, organisation_update
from banyan.domain.organisations.types import OrganisationDraft

DRAFT = OrganisationDraft(name="Mto Farmers", kind="cooperative", country="KE", languages=("sw", "en"))


@pytest.mark.django_db
def test_the_second_of_two_forms_filled_from_the_same_page_is_refused() -> None:
    asha = user_create(email="asha@example.org", password=None)
    row = organisation_create(draft=DRAFT, by=asha)
    organisation_update(organisation=row, draft=replace(DRAFT, about="first"), expected_version=1, by=asha)
    with pytest.raises(Stale) as caught:
        organisation_update(organisation=row, draft=replace(DRAFT, about="second"), expected_version=1, by=asha)
    assert caught.value.data == {"version": 2}
    assert Organisation.objects.get(pk=row.pk).about == "first"


@pytest.mark.django_db
def test_everything_wrong_is_said_at_once() -> None:
    bad = OrganisationDraft(name="", kind="club", country="XX", size="huge", website="no spaces here", ror="03yrm5c27")
    with pytest.raises(Invalid) as caught:
        organisation_create(draft=bad, by=None)
    assert set(caught.value.fields) == {"name", "kind", "country", "size", "website", "ror"}
    assert not Organisation.objects.exists()


@pytest.mark.django_db
def test_two_organisations_of_one_name_get_different_addresses() -> None:
    first, second = (organisation_create(draft=DRAFT, by=None) for _ in range(2))
    assert first.slug == "mto-farmers"
    assert second.slug.startswith("mto-farmers-")
