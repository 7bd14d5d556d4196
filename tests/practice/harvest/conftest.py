from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager

import pytest
from pytest_django.fixtures import Settings
from tests.cast import Cast, cast
from tests.factories.repository import Repository
from tests.factories.web import Answer, Site, site

from banyan.base.outbound import Bounds
from banyan.practice.harvest.services import source_add, source_run
from banyan.practice.harvest.types import RunState, SourceDraft

__all__ = ["cast"]

#: Tests wait for nobody.
QUICK = Bounds(seconds=1.0, silence=0.5, on_the_wire=2 * 2**20, unpacked=4 * 2**20)


@pytest.fixture
def repository() -> Repository:
    found = Repository()
    for number in range(7):
        found.put(f"oai:ideas.example:{number}", f"Bamboo dryer number {number}")
    return found


@pytest.fixture
def serve(settings: Settings) -> Callable[[Answer], AbstractContextManager[Site]]:
    """Serves on this machine, which the node may read from."""
    settings.BANYAN_PRIVATE_HOSTS = ("127.0.0.1",)
    return site


@pytest.fixture
def there(repository: Repository, serve: Callable[[Answer], AbstractContextManager[Site]]) -> Iterator[Site]:
    """Where the repository is."""
    with serve(repository.answer) as found:
        yield found


def added(
    cast: Cast, url: str, form: str = "oai_dc", *, licence: str = "", mapping: Mapping[str, str] | None = None
) -> str:
    """A source of the node."""
    draft = SourceDraft(form=form, address=url, name="Ideas", licence=licence, mapping=mapping or {})
    return source_add(draft=draft, by=cast.noor)


def run(source: str) -> RunState:
    return source_run(public_id=source, bounds=QUICK)
