"""Vectors of sentences: made in the background, once, and only where listings are in several languages."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.cast import Cast
from tests.engine.making import LetterEncoder
from tests.factories.listings import published

from banyan.domain.listings.types import Kind
from banyan.engine.embed.cache import CachedEncoder
from banyan.engine.explain.passages import passages_to_embed
from banyan.practice.matchmaking import upkeep
from banyan.practice.matchmaking.machinery import Remembering
from banyan.practice.matchmaking.services import index_rebuild

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Remembering:
    letters = LetterEncoder()
    kept = Remembering(letters, CachedEncoder(letters, tmp_path / "vectors.sqlite"))
    monkeypatch.setattr(upkeep, "encoder", lambda: kept)
    return kept


def test_in_one_language_nothing_is_made(cast: Cast, model: Remembering) -> None:
    published(cast.kofi, Kind.OFFER)
    index_rebuild(words_only=True)
    assert upkeep.embed_sentences() == 0


def test_each_sentence_is_embedded_once_and_recalled_without_work(cast: Cast, model: Remembering) -> None:
    published(cast.kofi, Kind.OFFER)
    published(
        cast.kofi,
        Kind.OFFER,
        language="fr",
        title="Séchoir",
        summary="Un séchoir solaire pour les mangues de la région.",
    )
    index_rebuild(words_only=True)
    made = upkeep.embed_sentences()
    assert made > 0
    assert upkeep.embed_sentences() == 0
    texts = [text for record in upkeep._records() for text in passages_to_embed(record)]
    assert set(model.recall(texts)) == set(texts)
