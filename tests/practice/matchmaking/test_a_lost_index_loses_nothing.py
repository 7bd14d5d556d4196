"""Missing, damaged, or made by another encoder: pages go on, and the index comes back from the database."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings
from tests.cast import Cast
from tests.factories.listings import published

from banyan.domain.listings.types import Kind
from banyan.practice.matchmaking.models import IndexPending
from banyan.practice.matchmaking.selectors import answers_for, compare, readiness, search, whole_index
from banyan.practice.matchmaking.services import index_embed, index_rebuild, index_update
from banyan.practice.matchmaking.types import SearchRequest
from banyan.project import checks


def damage(folder: Path) -> None:
    """Every file of every generation is cut to half."""
    for path in (folder / "generations").rglob("*"):
        if path.is_file():
            path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


@pytest.mark.django_db(transaction=True)
def test_without_an_index_search_reads_the_database_and_answers_say_so(cast: Cast) -> None:
    need = published(cast.amina, checked_by=cast.sami)
    offer = published(cast.kofi, Kind.OFFER)
    found = search(SearchRequest(text="dryer FAN"), cast.visitor)
    assert [hit.listing.id for hit in found.hits] == [offer.id]
    assert not found.index_ready
    view = answers_for(need.id, asker=cast.visitor)
    assert (view.index_ready, view.cards) == (False, ())
    assert compare([offer.id], need.id, cast.visitor).rows
    assert readiness().state == "missing"


@pytest.mark.django_db(transaction=True)
def test_the_first_job_on_an_empty_directory_takes_everything(
    cast: Cast, index_folder: Path, do_jobs: Callable[[], list[str]]
) -> None:
    published(cast.kofi, Kind.OFFER)
    do_jobs()
    IndexPending.objects.all().delete()
    shutil.rmtree(index_folder)
    published(cast.kofi, Kind.OFFER, title="Another dryer")
    do_jobs()
    assert readiness().records == 2


@pytest.mark.django_db(transaction=True)
def test_a_damaged_index_is_made_again_by_the_next_job(
    cast: Cast, index_folder: Path, settings: Settings, do_jobs: Callable[[], list[str]], tmp_path: Path
) -> None:
    published(cast.kofi, Kind.OFFER)
    do_jobs()
    damage(index_folder)
    published(cast.kofi, Kind.OFFER, title="Another dryer")
    do_jobs()
    moved = tmp_path / "elsewhere"
    index_folder.rename(moved)
    settings.INDEX_FOLDER = moved
    assert readiness().records == 2


@pytest.mark.django_db(transaction=True)
def test_a_damaged_index_is_told_and_the_page_still_works(cast: Cast, index_folder: Path) -> None:
    offer = published(cast.kofi, Kind.OFFER)
    index_rebuild(words_only=True)
    damage(index_folder)
    assert [hit.listing.id for hit in search(SearchRequest(text="dryer"), cast.visitor).hits] == [offer.id]
    assert readiness().state == "damaged"


@pytest.mark.django_db(transaction=True)
def test_one_byte_changed_anywhere_is_found_when_all_is_read(cast: Cast, index_folder: Path) -> None:
    published(cast.kofi, Kind.OFFER)
    assert checks.index_files().state == "bad"
    index_rebuild(words_only=True)
    assert checks.index_files() == checks.Finding(
        checks.State.GOOD, f"Every byte of generation {whole_index()} is as written.", {"generation": whole_index()}
    )
    path = next(one for one in (index_folder / "generations").rglob("*.store") if one.is_file())
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    found = checks.findings(thorough=True)["index files"]
    assert found.state == "bad"
    assert path.name in found.says
    assert "banyan index rebuild" in found.says


@pytest.mark.django_db(transaction=True)
def test_a_rebuild_drops_what_is_not_in_the_database_and_tells_its_progress(cast: Cast) -> None:
    published(cast.kofi, Kind.OFFER)
    heard: list[tuple[int, int]] = []
    index_rebuild(lambda done, total: heard.append((done, total)))
    assert heard[-1][0] == 1
    assert readiness().state == "ready"
    assert index_embed() == 0
    assert index_update() == 0
