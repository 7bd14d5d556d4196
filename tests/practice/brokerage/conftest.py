from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core import mail
from tests.cast import PROVIDER, SEEKER, Cast, cast
from tests.factories.listings import published
from tests.practice.matchmaking.conftest import index_folder

from banyan.domain.listings.types import Kind

__all__ = ["cast", "index_folder"]


@pytest.fixture
def offer(cast: Cast, do_jobs: Callable[[], list[str]]) -> str:
    """An offer of the provider, Kofi's; letters about other things are out of the way."""
    made = published(cast.kofi, Kind.OFFER, organisation=PROVIDER).id
    do_jobs()
    mail.outbox.clear()
    return made


@pytest.fixture
def need(cast: Cast) -> str:
    """A need of the cooperative, Amina's."""
    return published(cast.amina, checked_by=cast.sami, organisation=SEEKER).id


@pytest.fixture
def secret_need(cast: Cast) -> str:
    """The same, posted anonymously."""
    return published(cast.amina, checked_by=cast.sami, organisation=SEEKER, anonymous=True).id
