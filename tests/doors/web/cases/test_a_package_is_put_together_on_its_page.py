from __future__ import annotations

from tests.cast import Cast
from tests.doors.web.cases.test_a_case_goes_through_the_pages import version
from tests.doors.web.reading import signed_in, text_of
from tests.factories.cases import opened
from tests.factories.listings import published
from tests.practice.brokerage.cases.test_a_package_is_put_together import ABOUT

from banyan.domain.listings.types import Kind
from banyan.doors.web.cases.package_words import eligible_words
from banyan.practice.brokerage.selectors.package import case_package
from banyan.practice.brokerage.types.package import Eligible
from banyan.practice.matchmaking.services import index_rebuild


def test_a_grant_that_fits_is_proposed_and_taken_with_what_it_gives_back(cast: Cast) -> None:
    grant = published(
        cast.kofi, Kind.FUNDING, title="Half of a mango dryer", summary=ABOUT, reimbursement_percent=50,
        eligible_kinds=["cooperative"], eligible_sizes=["small"],
    ).id  # fmt: skip
    case = opened(cast)
    index_rebuild()
    amina, where = signed_in(cast.amina), f"/cases/{case}/package/"
    page = text_of(amina.get(where))
    assert "17 % settled" in page
    assert "Asked for in the need and still open: Money" in page
    assert "It is open to organisations of this kind." in page
    assert "It is only open to organisations of: 10 to 49 people. The size is not known here." in page
    amina.post(f"{where}money/", {"version": "0", "state": "filled", "listing": grant})
    told = text_of(amina.get(where))
    assert "50 % of the cost is paid back: of $9,500, $4,750." in told
    assert "33 % settled" in told
    stale = amina.post(f"{where}money/", {"version": "0", "state": "open"})
    assert stale.status_code == 409
    empty = amina.post(f"{where}ip/", {"version": "0", "state": "not_needed", "line": ""})
    assert empty.status_code == 422 and "Say it in a line." in text_of(empty)
    amina.post(f"{where}ip/", {"version": "0", "state": "not_needed", "line": "No patent."})
    assert "not needed No patent." in text_of(signed_in(cast.kofi).get(where))
    wrong = amina.post(f"{where}training/", {"version": "0", "state": "filled", "listing": f"/listing/{grant}/"})
    assert "A listing of this kind does not belong here." in text_of(wrong)
    assert case_package(case, for_user=cast.amina, candidates=False).percent == 50
    assert amina.post(f"{where}weather/", {"state": "open"}).status_code == 404


def test_conditions_are_confirmed_on_their_page(cast: Cast) -> None:
    case = opened(cast)
    kofi, where = signed_in(cast.kofi), f"/cases/{case}/check/"
    page = kofi.get(where)
    assert "It fits the budget" in text_of(page)
    assert version(page.content.decode()) == "0"
    empty = kofi.post(f"{where}budget/", {"version": "0", "held": "fails", "line": ""})
    assert empty.status_code == 422 and "Say in a line what does not hold." in text_of(empty)
    kofi.post(f"{where}budget/", {"version": "0", "held": "fails", "line": "Freight is extra."})
    assert "It does not hold : Freight is extra. Kofi" in text_of(signed_in(cast.amina).get(where))
    assert kofi.post(f"{where}budget/", {"version": "0", "held": "holds"}).status_code == 409


def test_strangers_find_neither(cast: Cast) -> None:
    case = opened(cast)
    for page in ("check", "package"):
        assert signed_in(cast.uma).get(f"/cases/{case}/{page}/").status_code == 404


def test_every_verdict_on_a_condition_has_its_sentence() -> None:
    for condition, asked in (
        ("places", "KE"), ("kinds", "bank"), ("sizes", "small"), ("sdgs", "2.3"), ("sectors", "10"), ("trl", "7"),
    ):  # fmt: skip
        for verdict in ("fits", "conflict", "unknown", *(["doubt"] if condition == "sdgs" else [])):
            assert eligible_words(Eligible(condition, verdict, (asked,))).endswith(".")
    for have in ("closed", "opens", "soon", "open"):
        assert eligible_words(Eligible("dates", "doubt", ("2026-01-31",), (have,))).endswith(".")
