from __future__ import annotations

import pytest
from tests.cast import Cast
from tests.factories.listings import published

from banyan.base.errors import Invalid, NotAllowed
from banyan.domain.listings.selectors import for_index, listing_get
from banyan.domain.listings.services import listing_translate, listing_update
from banyan.domain.listings.types import Translated, TranslationStatus

MACHINE, HUMAN = TranslationStatus.MACHINE, TranslationStatus.HUMAN


def shown(cast: Cast, public_id: str) -> dict[tuple[str, str], Translated]:
    return {(said.language, name): said for name, said in listing_get(public_id, for_user=cast.uma).translations}


def test_a_machine_fills_gaps_and_a_person_replaces_it_for_good(cast: Cast) -> None:
    made = published(cast.kofi)
    listing_translate(public_id=made.id, language="fr", texts={"title": "Machine"}, status=MACHINE, engine="m2m 1.2")
    assert shown(cast, made.id)["fr", "title"].engine == "m2m 1.2"
    listing_translate(public_id=made.id, language="fr", texts={"title": "Personne"}, status=HUMAN, by=cast.sami)
    before = listing_get(made.id, for_user=cast.uma).version
    again = listing_translate(
        public_id=made.id, language="fr", texts={"title": "Machine 2"}, status=MACHINE, engine="m2m 1.3"
    )
    assert again.version == before
    assert shown(cast, made.id)["fr", "title"].text == "Personne"


def test_a_translation_of_words_that_changed_since_says_so(cast: Cast) -> None:
    made = published(cast.kofi)
    done = listing_translate(public_id=made.id, language="fr", texts={"title": "Mangues"}, status=HUMAN, by=cast.kofi)
    assert not shown(cast, made.id)["fr", "title"].outdated
    listing_update(public_id=made.id, raw={"title": "Drying papaya"}, expected_version=done.version, by=cast.kofi)
    assert shown(cast, made.id)["fr", "title"].outdated


def test_translations_of_hidden_answers_are_hidden_too(cast: Cast) -> None:
    made = published(cast.kofi, outcome="Secret plan", visibility={"outcome": "after_enquiry"})
    listing_translate(public_id=made.id, language="fr", texts={"outcome": "Plan"}, status=HUMAN, by=cast.kofi)
    assert shown(cast, made.id) == {}
    assert [row.translations for row in for_index()] == [()]


def test_translations_given_with_the_answers_are_a_persons(cast: Cast) -> None:
    made = published(cast.kofi, translations={"sw": {"title": "Kukausha maembe"}})
    said = shown(cast, made.id)["sw", "title"]
    assert (said.text, said.status) == ("Kukausha maembe", HUMAN)


def test_what_cannot_be_translated_is_told_and_strangers_are_refused(cast: Cast) -> None:
    made = published(cast.kofi)
    for texts, status, engine in (({"sdgs": "x"}, HUMAN, ""), ({"title": "x"}, MACHINE, ""), ({"trl": "x"}, HUMAN, "")):
        with pytest.raises(Invalid):
            listing_translate(public_id=made.id, language="fr", texts=texts, status=status, engine=engine)
    with pytest.raises(Invalid):
        listing_translate(public_id=made.id, language="en", texts={"title": "x"}, status=HUMAN, by=cast.kofi)
    with pytest.raises(NotAllowed):
        listing_translate(public_id=made.id, language="fr", texts={"title": "x"}, status=HUMAN, by=cast.uma)
