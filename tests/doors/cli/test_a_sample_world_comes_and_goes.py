"""banyan demo and banyan index."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytest_django.fixtures import Settings
from tests.cast import Cast
from tests.doors.cli.conftest import Run
from tests.factories.listings import published

from banyan.domain.accounts.selectors import users
from banyan.domain.chapters.selectors import chapters
from banyan.domain.listings.selectors import sample_present, visible_to
from banyan.domain.listings.types import Kind
from banyan.domain.organisations.selectors import organisations
from banyan.doors.cli.demo import accounts, loading

pytestmark = pytest.mark.django_db(transaction=True)

_FIRST = 4


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """The first few listings of each file; organisations and chapters are whole."""
    whole = loading._rows

    def few(name: str) -> Iterator[loading.Json]:
        rows = list(whole(name))
        return iter(rows[:_FIRST] if name in loading._LISTINGS else rows)

    monkeypatch.setattr(loading, "_rows", few)


@pytest.mark.slow
def test_the_sample_is_loaded_once_shown_and_removed_whole(small: None, banyan: Run) -> None:
    first = banyan("demo", "load")
    assert first.exit_code == 0, first.output
    assert f"{4 * _FIRST} sample listings are here: {4 * _FIRST} new" in first.output
    assert f"{4 * _FIRST} sample listings are here: 0 new, 0 brought up to date" in banyan("demo", "load").output
    match = banyan("demo", "first-match").output
    assert "Drying mango slices" in match
    assert "1. Mango slice dryer, solar first" in match
    told = banyan("demo", "accounts").output
    assert "steward@demo.example.org" in told and accounts.PASSWORD in told
    assert banyan("index", "status").exit_code == 0
    assert banyan("demo", "remove", typed="n\n").exit_code == 1
    assert sample_present()
    gone = banyan("demo", "remove", "--yes")
    assert gone.exit_code == 0, gone.output
    assert not sample_present()
    assert (users().count(), organisations().count(), chapters().count()) == (0, 0, 0)


@pytest.mark.slow
def test_what_people_posted_themselves_stays(small: None, banyan: Run, cast: Cast) -> None:
    own = published(cast.kofi, Kind.OFFER)
    banyan("demo", "load")
    banyan("demo", "remove", "--yes")
    assert [row.public_id for row in visible_to(cast.visitor)] == [own.id]
    assert organisations().count() == 2


def test_a_node_in_production_has_no_account_whose_password_is_known(
    cast: Cast, banyan: Run, settings: Settings
) -> None:
    settings.BANYAN_MODE = "prod"
    assert banyan("demo", "accounts").exit_code == 1
    assert not accounts.allowed()


def test_the_days_of_the_sample_move_by_whole_years() -> None:
    raw: loading.Json = {"published": "2024-02-29", "deadline": "2027-10-15", "title": "2026-01-01"}
    assert loading.moved(raw, 0) == raw
    assert loading.moved(raw, 2) == {"published": "2026-02-28", "deadline": "2029-10-15", "title": "2026-01-01"}


def test_an_index_is_made_and_its_state_told(cast: Cast, banyan: Run) -> None:
    assert banyan("index", "status").exit_code == 1
    published(cast.kofi, Kind.OFFER)
    done = banyan("index", "rebuild")
    assert done.exit_code == 0, done.output
    assert "The search index is ready." in done.output
