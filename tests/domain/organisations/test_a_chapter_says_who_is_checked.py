from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from django.core.mail import EmailMessage
from tests.cast import PROVIDER, SEEKER, Cast, cast
from tests.factories.places import organisation

from banyan.base.audit.selectors import history
from banyan.base.errors import Invalid, Stale
from banyan.domain.organisations.models import Organisation
from banyan.domain.organisations.policy import may_read_refusal, may_verify
from banyan.domain.organisations.selectors import organisation_by_slug, speaking_for, to_judge
from banyan.domain.organisations.services import (
    organisation_reconsider,
    organisation_refuse,
    organisation_update,
    organisation_verify,
)
from banyan.domain.organisations.types import OrganisationDraft, Standing

__all__ = ["cast"]

pytestmark = pytest.mark.django_db


def draft_of(row: Organisation) -> OrganisationDraft:
    return OrganisationDraft(name=row.name, kind=row.kind, country=row.country, languages=tuple(row.languages))


def test_those_who_look_after_a_chapter_judge_its_organisations_and_nobody_their_own(cast: Cast) -> None:
    seeker, provider = organisation_by_slug(SEEKER), organisation_by_slug(PROVIDER)
    assert [row.slug for row in to_judge(cast.sami)] == [SEEKER]
    assert [row.slug for row in to_judge(cast.noor, decided=True)] == [PROVIDER]
    for asker in (cast.amina, cast.kofi, *cast.outsiders()):
        assert not to_judge(asker).exists()
        assert not may_verify(asker, seeker)
    assert may_verify(cast.sami, seeker)
    mine = organisation("samis-own", admin=cast.sami, chapter_pk=seeker.chapter_id)
    assert mine not in to_judge(cast.sami)
    assert not may_verify(cast.sami, mine)
    assert mine in to_judge(cast.noor)
    assert may_read_refusal(cast.mei, provider)
    assert not may_read_refusal(cast.uma, provider)


def test_a_new_organisation_belongs_to_the_chapter_of_its_country(cast: Cast) -> None:
    assert organisation("new-one", country="UG").chapter == organisation_by_slug(SEEKER).chapter
    assert organisation("far-one", country="PE").chapter is None


def test_every_decision_leaves_a_trail_and_can_be_taken_back(
    cast: Cast, do_jobs: Callable[[], list[str]], mailoutbox: list[EmailMessage]
) -> None:
    row = organisation_by_slug(SEEKER)
    with pytest.raises(Invalid):
        organisation_refuse(organisation=row, reason="  ", by=cast.sami)
    row = organisation_refuse(organisation=row, reason="No website", by=cast.sami)
    assert (row.standing, row.refusal) == (Standing.REFUSED, "No website")
    do_jobs()
    told = {one.to[0]: one for one in mailoutbox if "Mwembe" in one.subject}
    assert set(told) == {"amina@example.org", "chair@example.org"}
    assert "No website" in told["amina@example.org"].body
    row = organisation_reconsider(organisation=row, by=cast.sami)
    assert (row.standing, row.refusal) == (Standing.WAITING, "")
    row = organisation_verify(organisation=row, by=cast.sami)
    assert organisation_verify(organisation=row, by=cast.sami).version == row.version
    done = [(line.action, line.actor) for line in history(object_type="organisation", object_id=row.public_id)][:3]
    assert done == [(f"organisation.{verb}", cast.sami.public_id) for verb in ("verify", "reconsider", "refuse")]


def test_a_decision_on_an_old_page_is_not_taken(cast: Cast) -> None:
    row = organisation_by_slug(SEEKER)
    organisation_verify(organisation=row, by=cast.sami, expected_version=row.version)
    with pytest.raises(Stale):
        organisation_refuse(organisation=row, reason="?", by=cast.noor, expected_version=row.version)
    assert organisation_by_slug(SEEKER).standing is Standing.VERIFIED


def test_another_name_is_checked_again_and_a_refused_one_after_any_change(cast: Cast) -> None:
    row = organisation_by_slug(PROVIDER)
    draft = draft_of(row)
    row = organisation_update(organisation=row, draft=replace(draft, about="More"), expected_version=2, by=cast.kofi)
    assert row.standing is Standing.VERIFIED
    row = organisation_update(
        organisation=row, draft=replace(draft, name="A Ministry"), expected_version=3, by=cast.kofi
    )
    assert row.standing is Standing.WAITING
    row = organisation_refuse(organisation=row, reason="Not you", by=cast.sami)
    row = organisation_update(organisation=row, draft=draft, expected_version=row.version, by=cast.kofi)
    assert (row.standing, row.refusal) == (Standing.WAITING, "")


def test_an_address_of_its_own_site_speaks_for_it(cast: Cast) -> None:
    row = organisation_by_slug(PROVIDER)
    assert [one.of_its_site for one in speaking_for(row)] == [False, False]
    row.website = "https://www.example.org/about"
    assert [one.of_its_site for one in speaking_for(row)] == [True, True]
