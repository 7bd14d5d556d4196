from __future__ import annotations

import io
import json
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook
from tests.cast import PROVIDER, Cast
from tests.factories.listings import published

from banyan.base.errors import Invalid
from banyan.domain.listings.formats import (
    json_ld,
    parse,
    read_csv,
    read_jsonl,
    read_xlsx,
    record,
    reference,
    write_csv,
    write_jsonl,
    write_xlsx,
)
from banyan.domain.listings.selectors import listing_get, open_to_all
from banyan.domain.listings.types import Kind

CLAIMS = [{"what": "=SUM(A1)", "value": -0.8, "status": "claimed"}]


def test_a_table_goes_out_harmless_and_comes_back_the_same(cast: Cast) -> None:
    made = published(
        cast.kofi, Kind.OFFER, title="=cmd|' /C calc'!A0", compared='-50 % fuel; "quoted"\nline', claims=CLAIMS
    )
    view = listing_get(made.id, for_user=cast.visitor)
    csv_text = "".join(write_csv([view]))
    assert "'=cmd" in csv_text
    for (row,) in (
        list(read_csv(csv_text)),
        list(read_xlsx(write_xlsx([view]))),
        list(read_jsonl(write_jsonl([view]))),
    ):
        again = parse(Kind.OFFER, row)
        assert not again.errors
        assert again.values == view.values
    sheet = load_workbook(io.BytesIO(write_xlsx([view]))).worksheets[0]
    assert all(cell.data_type != "f" for line in sheet.iter_rows() for cell in line)


def test_tables_with_other_separators_and_a_mark_are_read() -> None:
    (row,) = read_csv("\ufeffkind;title;sdgs\r\nneed;Clean water;6.1\n")
    assert row == {"kind": "need", "title": "Clean water", "sdgs": "6.1"}
    (long,) = read_csv("kind,title\nneed,Water,extra\n")
    assert "(extra)" in parse(Kind.NEED, long).errors


@pytest.mark.parametrize("broken", [b"", b"no workbook", b"PK\x03\x04broken"])
def test_a_broken_file_is_told(broken: bytes) -> None:
    with pytest.raises(Invalid):
        list(read_xlsx(broken))
    with pytest.raises(Invalid):
        list(read_csv(broken.decode("latin-1")))
    with pytest.raises(Invalid):
        list(read_jsonl(['{"a": 1}', "[1]"]))


def test_each_kind_has_its_type_in_linked_data(cast: Cast) -> None:
    types = {}
    for kind in Kind:
        view = listing_get(published(cast.kofi, kind, organisation=PROVIDER).id, for_user=cast.visitor)
        said = json_ld(view, url=f"https://node.example.org/listings/{view.id}")
        types[kind.value] = said["@type"]
        json.dumps(said)
        assert "kofi@example.org" not in json.dumps(said)
        assert said["license"] == "https://creativecommons.org/licenses/by/4.0/"
    assert types == {
        "need": "Demand",
        "offer": "Offer",
        "service": "Offer",
        "funding": "MonetaryGrant",
        "facility": "Offer",
        "training": "Course",
    }


def test_linked_data_has_no_price_that_the_reader_may_not_see(cast: Cast) -> None:
    made = published(cast.kofi, Kind.OFFER, visibility={"cost_purchase": "signed_in"})
    open_view, uma = (listing_get(made.id, for_user=asker) for asker in (cast.visitor, cast.uma))
    assert "price" not in json_ld(open_view, url="https://node.example.org/1")
    assert json_ld(uma, url="https://node.example.org/1")["price"] == 9500
    assert json_ld(replace(uma, organisation=""), url="https://node.example.org/1").keys().isdisjoint({"offeredBy"})


def test_the_dump_is_what_a_visitor_sees(cast: Cast) -> None:
    made = published(cast.kofi)
    (view,) = open_to_all()
    assert view == listing_get(made.id, for_user=cast.visitor)
    assert record(view)["budget_max"] == 35000
    assert "contact" not in record(view)


def test_the_reference_page_of_fields_is_current() -> None:
    page = Path(__file__).parents[3] / "docs" / "reference" / "listing-fields.md"
    assert page.read_text(encoding="utf-8") == reference(), "run: python -m banyan.domain.listings.formats"
