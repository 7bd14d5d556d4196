"""Weights are fitted on judgements that count, kept when better on needs held back, and given back in one step."""

from __future__ import annotations

from typing import Any

import pytest
from tests.cast import Cast, person
from tests.factories.listings import draft, published

from banyan.base.audit.models import AuditRow
from banyan.base.errors import NotAllowed
from banyan.domain.accounts.policy import SignedIn
from banyan.domain.listings.errors import NoSuchListing
from banyan.domain.listings.types import DeclineReason, Kind
from banyan.practice.matchmaking import machinery
from banyan.practice.matchmaking.models import Judgement
from banyan.practice.matchmaking.selectors import answers_for, judged_by, ranking_in_force
from banyan.practice.matchmaking.services import (
    index_rebuild,
    judgement_set,
    judgement_undo,
    ranking_refit,
    ranking_reset,
)
from banyan.practice.matchmaking.types import Verdict

pytestmark = pytest.mark.django_db(transaction=True)

THINGS = (
    ("salty well", "WAT-01"), ("dusty mill", "FOD-02"), ("leaking roof", "BLD-01"), ("broken bridge", "TRA-01"),
    ("dark school", "ENE-02"), ("smoky kitchen", "ENE-04"), ("rotting maize", "FOD-01"), ("sick goats", "AGR-02"),
    ("muddy lake", "WAT-02"), ("noisy pump", "WAT-03"), ("dry orchard", "AGR-01"), ("lost nets", "AGR-03"),
)  # fmt: skip


@pytest.fixture(autouse=True)
def _no_memory() -> None:
    machinery.forget_refit()


def judged(cast: Cast, seeker: SignedIn, thing: str, technology: str) -> None:
    """A need whose owner takes the offer with the same words and turns down the one with the same codes."""
    words = f"Our {thing} makes trouble every week and nobody knows how to repair the {thing} here."
    codes: dict[str, Any] = {"technologies": [technology], "sdgs": ["6.1", "9.1"], "sectors": ["36"]}
    nothing: dict[str, Any] = {"technologies": None, "sdgs": None, "sectors": None, "summary": None}
    need = published(seeker, checked_by=cast.sami, title=f"The {thing}", problem=words, summary=words, **codes)
    alike = published(cast.kofi, Kind.OFFER, title=f"For a {thing}", problem_solved=words, **nothing)
    coded = published(
        cast.kofi, Kind.OFFER, title=f"Repairs of a {thing}", problem_solved=f"A {thing}.", **{**nothing, **codes}
    )
    judgement_set(subject=need.id, listing=alike.id, verdict=Verdict.ACCEPTED, by=seeker)
    judgement_set(
        subject=need.id, listing=coded.id, verdict=Verdict.DECLINED, reason=DeclineReason.WRONG_PROBLEM, by=seeker
    )


@pytest.fixture
def told(cast: Cast) -> Cast:
    """Twelve needs of six people, who all prefer the same words to the same codes."""
    people = [person(f"seeker{number}") for number in range(6)]
    for place, (thing, technology) in enumerate(THINGS):
        judged(cast, people[place % 6], thing, technology)
    index_rebuild(words_only=True)
    return cast


def test_too_little_is_told_and_changes_nothing(told: Cast) -> None:
    found = ranking_refit()
    assert (found.needs, found.missing_needs, found.people, found.missing_people) == (12, 38, 6, 0)
    assert (found.after, found.kept) == (None, False)
    assert not ranking_in_force().weights


def test_a_better_order_is_put_in_force_and_given_back(told: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("banyan.engine.measure.refitting.LEAST_NEEDS", 10)
    need = Judgement.objects.filter(verdict=Verdict.ACCEPTED).order_by("pk")[0]
    before = {card.listing.id: card.score for card in answers_for(need.need, asker=told.noor).cards}
    tried = ranking_refit(keep=False)
    assert tried.better
    assert (tried.after or 0.0) > (tried.before or 0.0)
    assert not ranking_in_force().weights
    found = ranking_refit(actor="cli")
    assert found.kept
    assert found.weights["technologies"] < 1 < found.weights["terms"]
    now = ranking_in_force()
    assert now.weights == found.weights
    assert AuditRow.objects.get(action="ranking.refit").after == found.weights
    after = {card.listing.id: card for card in answers_for(need.need, asker=told.noor).cards}
    assert list(after).index(need.listing) < list(before).index(need.listing)
    for card in after.values():
        assert sum(share.points for share in card.shares) == pytest.approx(card.score, abs=0.8)
    assert ranking_reset(actor="cli")
    assert not ranking_reset(actor="cli")
    assert {card.listing.id: card.score for card in answers_for(need.need, asker=told.noor).cards} == before


def test_a_refit_of_another_version_is_not_in_force(told: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("banyan.engine.measure.refitting.LEAST_NEEDS", 10)
    assert ranking_refit().kept
    monkeypatch.setattr(machinery, "model_version", lambda: "next")
    now = ranking_in_force()
    assert (now.base, dict(now.weights)) == ("next", {})
    assert now.left_out
    assert not machinery.refit_in_force()


def test_a_no_for_lack_of_money_says_nothing_of_the_match(told: Cast) -> None:
    for row in Judgement.objects.filter(verdict=Verdict.DECLINED):
        row.reason = DeclineReason.NO_MONEY_NOW
        row.save()
    assert ranking_refit().needs == 0


def test_a_word_is_kept_once_and_read_by_its_speaker_alone(cast: Cast) -> None:
    need, offer = published(cast.amina, checked_by=cast.sami), published(cast.kofi, Kind.OFFER)
    judgement_set(subject=need.id, listing=offer.id, verdict=Verdict.ACCEPTED, by=cast.amina)
    judgement_set(subject=need.id, listing=offer.id, verdict=Verdict.DECLINED, by=cast.amina)
    (mine,) = judged_by(cast.amina, need.id)
    assert (mine.verdict, mine.reason) == (Verdict.DECLINED, DeclineReason.OTHER)
    for reader in (cast.kofi, cast.noor, *cast.outsiders()):
        assert judged_by(reader, need.id) == ()
    judgement_undo(subject=need.id, listing=offer.id, by=cast.amina)
    judgement_undo(subject=need.id, listing=offer.id, by=cast.amina)
    assert judged_by(cast.amina, need.id) == ()


def test_nobody_judges_what_is_not_open_to_them(cast: Cast) -> None:
    need, hidden = published(cast.amina, checked_by=cast.sami), draft(cast.kofi, Kind.OFFER)
    offer = published(cast.kofi, Kind.OFFER)
    with pytest.raises(NoSuchListing):
        judgement_set(subject=need.id, listing=hidden.id, verdict=Verdict.ACCEPTED, by=cast.amina)
    with pytest.raises(NoSuchListing):
        judgement_set(subject=draft(cast.amina).id, listing=offer.id, verdict=Verdict.DECLINED, by=cast.uma)
    with pytest.raises(NotAllowed):
        judgement_set(subject=need.id, listing=offer.id, verdict=Verdict.ACCEPTED, by=cast.uma)
