from __future__ import annotations

import pytest
from django.db import OperationalError, connection

from banyan.base.audit.models import AuditRow
from banyan.base.audit.services import record
from banyan.base.sweeps import one_by_one


def leave_a_row(name: str) -> bool:
    """Leaves a row, then fails for whoever is called broken; in the database when called torn."""
    record(action="a.b", object_type="a", object_id=name)
    if name == "broken":
        raise ValueError(name)
    if name == "torn":
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 / 0")
    return name != "nothing"


def left() -> set[str]:
    return set(AuditRow.objects.values_list("object_id", flat=True))


@pytest.mark.django_db(transaction=True)
def test_each_has_a_transaction_of_its_own_and_those_that_fail_leave_nothing() -> None:
    things = ("one", "broken", "nothing", "torn", "last")
    assert one_by_one(things, leave_a_row, name="tests.failed") == 2
    assert left() == {"one", "nothing", "last"}


@pytest.mark.django_db
def test_it_holds_inside_a_transaction_too() -> None:
    assert one_by_one(("torn", "broken", "last"), leave_a_row, name="tests.failed") == 1
    assert left() == {"last"}


@pytest.mark.django_db
def test_only_what_failed_stands_back() -> None:
    back: list[str] = []
    one_by_one(("one", "torn", "broken", "nothing"), leave_a_row, otherwise=back.append, name="tests.failed")
    assert back == ["torn", "broken"]


def cut_off(number: int) -> None:
    """The server ends the connection in the middle of the work."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(pg_backend_pid())")


@pytest.mark.django_db(transaction=True)
def test_when_the_database_is_gone_the_sweep_ends_instead_of_failing_for_each(monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[int] = []

    def gone(number: int) -> None:
        tried.append(number)
        monkeypatch.setitem(connection.settings_dict, "PORT", "1")  # nobody listens there
        cut_off(number)

    with pytest.raises(OperationalError):
        one_by_one(range(3), gone, name="tests.failed")
    monkeypatch.undo()
    assert tried == [0]
    assert one_by_one(("one",), leave_a_row, name="tests.failed") == 1


@pytest.mark.django_db(transaction=True)
def test_a_connection_that_was_cut_is_made_anew_for_the_next() -> None:
    back: list[int] = []
    one_by_one(range(3), cut_off, otherwise=back.append, name="tests.failed")
    assert back == [0, 1, 2]
