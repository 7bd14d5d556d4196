from __future__ import annotations

import pytest
from django.db import DatabaseError, transaction

from banyan.base.audit.models import AuditRow
from banyan.base.audit.selectors import history
from banyan.base.audit.services import record


@pytest.mark.django_db
def test_only_what_differs_is_kept_of_a_change() -> None:
    row = record(action="a.b", object_type="a", object_id="1", before={"x": 1, "y": 2}, after={"x": 1, "y": 3})
    assert (row.before, row.after) == ({"y": 2}, {"y": 3})
    assert list(history(object_type="a", object_id="1")) == [row]


@pytest.mark.django_db
def test_the_database_refuses_to_change_or_delete_a_row() -> None:
    row = record(action="a.b", object_type="a", object_id="1", after={"x": 1})
    with pytest.raises(DatabaseError), transaction.atomic():
        AuditRow.objects.filter(pk=row.pk).update(action="c")
    with pytest.raises(DatabaseError), transaction.atomic():
        AuditRow.objects.filter(pk=row.pk).delete()
    assert AuditRow.objects.get(pk=row.pk).action == "a.b"


@pytest.mark.django_db(transaction=True)
def test_a_row_outside_a_transaction_is_refused() -> None:
    with pytest.raises(RuntimeError, match="transaction"):
        record(action="a.b", object_type="a", object_id="1")
