from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from pytest_django.fixtures import Settings
from tests.cast import Cast, cast

from banyan.domain.accounts.policy import SignedIn

__all__ = ["cast"]

SignIn = Callable[[SignedIn], Client]


@pytest.fixture
def sign_in(cast: Cast) -> SignIn:
    """A browser of somebody of the cast."""

    def signed_in(user: SignedIn) -> Client:
        client = Client()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return signed_in


@pytest.fixture
def hand_made_reader(settings: Settings) -> None:
    """Plain words are understood in a way that the test knows."""
    settings.ROOT_URLCONF = "tests.doors.web.posting.reader"
