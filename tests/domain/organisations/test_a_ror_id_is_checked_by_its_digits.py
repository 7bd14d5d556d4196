from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from banyan.domain.organisations.rules import ror_id, web_address

REAL = ("03yrm5c26", "013cjyk83", "05wvpxv85", "02nr0ka47", "04wxnsj81")
_LETTERS = "0123456789abcdefghjkmnpqrstvwxyz"


def test_real_ids_are_taken_in_every_usual_spelling() -> None:
    for code in REAL:
        full = f"https://ror.org/{code}"
        assert {ror_id(spelling) for spelling in (code, full, f"ror.org/{code}/", code.upper(), f" {full} ")} == {full}


@given(st.sampled_from(REAL), st.integers(1, 6), st.sampled_from(_LETTERS))
def test_one_wrong_character_is_noticed(code: str, at: int, letter: str) -> None:
    changed = code[:at] + letter + code[at + 1 :]
    assert (ror_id(changed) is not None) == (changed == code)


@given(st.text(max_size=50))
def test_any_other_text_is_answered_calmly(text: str) -> None:
    assert ror_id(text) is None or "0" in text
    address = web_address(text)
    assert address is None or address.startswith(("http://", "https://", "HTTP", "Http"))
