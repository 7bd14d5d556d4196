from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from banyan.engine.errors import BadRecord
from banyan.engine.rank.rates import AS_OF, SHIPPED, read_rates


def _file(folder: Path, text: str) -> Path:
    path = folder / "rates.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_file_replaces_the_rates_that_it_names_and_no_others(tmp_path: Path) -> None:
    rates = read_rates(_file(tmp_path, "currency,per_dollar,as_of\nkes,130,2026-10-31\n\nXDR,0.75,2026-10-31\n"))
    today = date(2026, 11, 1)
    own = rates.convert(Decimal(2), "USD", "KES", today=today)
    assert own is not None
    assert (own.amount, own.as_of) == (Decimal(260), date(2026, 10, 31))
    assert rates.convert(Decimal(1), "USD", "XDR", today=today) is not None
    assert rates.convert(Decimal(1), "USD", "EUR", today=today) == SHIPPED.convert(
        Decimal(1), "USD", "EUR", today=today
    )


def test_the_older_a_rate_the_wider_its_margin() -> None:
    margins = []
    for days in (30, 300, 3000):
        found = SHIPPED.convert(Decimal(1), "USD", "EUR", today=AS_OF + timedelta(days=days))
        assert found is not None
        margins.append(found.margin)
    assert margins == sorted(set(margins))
    same = SHIPPED.convert(Decimal(1), "EUR", "EUR", today=AS_OF)
    assert same is not None
    assert same.margin == 0


def test_of_two_rates_the_older_day_counts(tmp_path: Path) -> None:
    rates = read_rates(_file(tmp_path, "KES,130,2026-10-31"))
    found = rates.convert(Decimal(1), "EUR", "KES", today=date(2026, 11, 1))
    assert found is not None
    assert found.as_of == AS_OF


@pytest.mark.parametrize(
    ("line", "column"),
    [("KES,130", "all"), ("Kenya,130,2026-10-31", "currency"), ("KES,many,2026-10-31", "per_dollar"),
     ("KES,-1,2026-10-31", "per_dollar"), ("KES,130,yesterday", "as_of")],
)  # fmt: skip
def test_a_line_that_cannot_be_read_is_named(tmp_path: Path, line: str, column: str) -> None:
    with pytest.raises(BadRecord) as raised:
        read_rates(_file(tmp_path, f"USD,1,2026-10-31\n{line}\n"))
    assert raised.value.column == column
    assert "row 2" in str(raised.value)
