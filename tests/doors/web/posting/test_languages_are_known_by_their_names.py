from __future__ import annotations

import pytest
from babel import localedata

from banyan.domain.listings.types import Vocabulary
from banyan.doors.web.posting.forms import naming


@pytest.mark.parametrize(
    ("typed", "codes"),
    [("Swahili", ["sw"]), ("Kiswahili; Deutsch", ["sw", "de"]), ("français", ["fr"]), ("sw", ["sw"])],
)
def test_a_language_is_known_by_its_names(typed: str, codes: list[str]) -> None:
    assert naming.codes_in(Vocabulary.LANGUAGE, typed, "en") == (codes, [])


def test_names_are_found_while_other_threads_load_theirs(monkeypatch: pytest.MonkeyPatch) -> None:
    """Babel goes through all it has loaded to find what there is not, which fails while another thread loads one."""

    def changed_meanwhile(name: str) -> str:
        raise RuntimeError("dictionary changed size during iteration")

    monkeypatch.setattr(localedata, "normalize_locale", changed_meanwhile)
    naming._language_codes.cache_clear()
    assert naming.codes_in(Vocabulary.LANGUAGE, "Kiswahili", "en") == (["sw"], [])
