"""Every service against everybody of the cast, as the table of ``docs/reference/who-may-do-what.md`` says."""

from __future__ import annotations

import pytest
from django.db import transaction
from tests.cast import Cast
from tests.permissions import deeds
from tests.permissions.table import PEOPLE, Do, Row, asker, of_nobody, rows, services

from banyan.base.errors import BanyanError, NotFound


def outcome(do: Do, cast: Cast, who: str) -> str:
    """``y`` done, ``n`` told that it is not for them, ``-`` there is nothing here for them. Nothing of it stays."""
    with transaction.atomic():
        try:
            do(by=asker(cast, who))
        except NotFound:
            return "-"
        except BanyanError:
            return "n"
        finally:
            transaction.set_rollback(True)
    return "y"


@pytest.mark.parametrize("row", rows(), ids=lambda row: row.what)
def test_the_table_holds(cast: Cast, row: Row) -> None:
    do = deeds.KNOWN[row.what](cast)
    found = tuple("·" if cell == "·" else outcome(do, cast, who) for who, cell in zip(PEOPLE, row.cells, strict=True))
    assert " | ".join(found) == " | ".join(row.cells)


def test_every_row_has_its_deed_and_every_deed_its_row() -> None:
    assert {row.what for row in rows()} == set(deeds.KNOWN)


def test_every_service_is_in_the_table_or_called_by_nobody() -> None:
    told = {row.service for row in rows()}
    assert services() - told - of_nobody() == set(), "say in the table who may do this"
    assert of_nobody() - services() == set(), "in the table, but no longer there"
    assert told & of_nobody() == set()
