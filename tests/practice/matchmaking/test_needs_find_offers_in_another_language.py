"""Hindi, Arabic and Indonesian needs of the sample find their English offers, with the real encoder and real weights.

Only the three needs and the offers compared here are embedded: those that must be found, and the offers about the
nearest subjects or in the needs' own languages, which tempt most.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from importlib.resources import files

import pytest
from tests.vectors import built_in_encoder

from banyan.domain.listings.formats import parse
from banyan.domain.listings.types import IndexRow, Kind, text, translations
from banyan.engine.index.memory import MemoryIndex, memory_index
from banyan.engine.pipeline import Matcher
from banyan.engine.ports import Encoder
from banyan.engine.types import Filter, Record
from banyan.engine.types import Kind as EngineKind
from banyan.practice.matchmaking.machinery import Places
from banyan.practice.matchmaking.records import record_of

#: Need → the English offer that solves it.
EXPECTED = {"need-012": "offer-026", "need-026": "offer-062", "need-018": "offer-045"}
TEMPTING = (
    "offer-001", "offer-005", "offer-009", "offer-014", "offer-020", "offer-027", "offer-028", "offer-038", "offer-044",
    "offer-046", "offer-056", "offer-061", "offer-064", "offer-067", "offer-068", "offer-073", "offer-093", "offer-107",
    "offer-112", "offer-129", "offer-139", "offer-142", "offer-144",
)  # fmt: skip
TOP = 5


def _sample() -> Iterator[tuple[str, Record]]:
    for name in ("needs", "offers-1", "offers-2"):
        for line in (files("banyan.doors.cli") / "sample" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
            raw = json.loads(line)
            if raw["id"] in {*EXPECTED, *EXPECTED.values(), *TEMPTING}:
                yield raw["id"], _record(raw)


def _record(raw: dict[str, object]) -> Record:
    """As the index gets it: through the reading of answers, never by hand."""
    kind = Kind(str(raw["kind"]))
    values = parse(kind, raw).values
    told = tuple(
        (language, name, said) for language, texts in translations(values).items() for name, said in texts.items()
    )
    return record_of(
        IndexRow(
            id=str(raw["id"]),
            kind=kind,
            title=text(values, "title"),
            summary=text(values, "summary"),
            language=text(values, "language"),
            organisation=text(values, "organisation"),
            values=values,
            translations=told,
            completeness=80,
            published=date(2026, 6, 1),
            expires=None,
        )
    )


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return built_in_encoder()


@pytest.fixture(scope="module")
def index(encoder: Encoder) -> MemoryIndex:
    return memory_index([record for _, record in _sample()], encoder)


@pytest.mark.slow
@pytest.mark.parametrize("need", EXPECTED)
def test_the_offer_in_english_is_among_the_first_five(need: str, encoder: Encoder, index: MemoryIndex) -> None:
    matcher = Matcher(index, encoder, Places(), today=date(2026, 11, 23))
    offers = Filter(kinds=frozenset({EngineKind.OFFER}))
    found = [match.id for match in matcher.match(index.records([need])[need], top=TOP, filter=offers).matches]
    assert EXPECTED[need] in found
