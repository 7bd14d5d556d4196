"""The written forms, and the official sentences that an administrator may add."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import pytest

from banyan.domain.taxonomy import selectors
from banyan.domain.taxonomy.errors import UnreadableVocabulary
from banyan.domain.taxonomy.formats import to_jsonld, to_turtle
from banyan.domain.taxonomy.types import Scheme

BASE = "https://node.example/terms/"
TURTLE = """@prefix sdg: <http://metadata.un.org/sdg/> .
sdg:6.1 a sdgo:Target .
sdg:6.1 skos:prefLabel "Water \\"for\\" all"@en,
    "De l\\u2019eau"@fr .
sdg:C060101 skos:prefLabel "An indicator"@en .
<http://metadata.un.org/sdg/6> a skos:Concept ; skos:prefLabel "Water"@en .
sdg:99 skos:prefLabel "No such goal"@en .
"""


@pytest.mark.parametrize("scheme", list(Scheme))
def test_each_term_is_written_once_in_both_forms(scheme: Scheme) -> None:
    codes = {row.code for row in selectors.concepts(scheme)}
    turtle = to_turtle(scheme, BASE)
    assert set(re.findall(r"^<https://node\.example/terms/\w+/(\S+)> a skos:Concept", turtle, re.MULTILINE)) == codes
    graph = json.loads(to_jsonld(scheme, BASE))["@graph"]
    assert {node["notation"] for node in graph if node["type"] == "Concept"} == codes


def test_goals_point_to_the_addresses_of_the_united_nations() -> None:
    assert "skos:exactMatch <http://metadata.un.org/sdg/6.b>" in to_turtle("sdg", BASE)


def test_a_sector_points_to_no_term_that_is_not_there() -> None:
    assert "skos:broader" not in to_turtle("sector", BASE)
    assert "skos:broader <https://node.example/terms/technology/WAT>" in to_turtle("technology", BASE)


def test_official_sentences_are_read_from_the_administrators_file(tmp_path: Path) -> None:
    supplied = tmp_path / "sdg.ttl"
    supplied.write_text(TURTLE, encoding="utf-8")
    texts = selectors.load_official_texts(supplied)
    assert dict(texts["6.1"]) == {"en": 'Water "for" all', "fr": "De l’eau"}
    assert set(texts) == {"6", "6.1"}


@pytest.mark.parametrize("content", [b"", b"nothing of the kind", b"\xff\xfe\x00"])
def test_a_file_without_goals_is_refused_with_its_name(tmp_path: Path, content: bytes) -> None:
    supplied = tmp_path / "other.txt"
    supplied.write_bytes(content)
    with pytest.raises(UnreadableVocabulary, match=r"other\.txt"):
        selectors.load_official_texts(supplied)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableVocabulary, match=r"gone\.ttl"):
        selectors.load_official_texts(tmp_path / "gone.ttl")


def test_the_uns_own_file_gives_all_goals_and_targets() -> None:
    named = os.environ.get("UN_SDG_SKOS_FILE")
    if named is None:
        pytest.skip("set UN_SDG_SKOS_FILE to the UN's SKOS file (Turtle) to run this")
    path = Path(named)
    texts = selectors.load_official_texts(path)
    assert set(texts) == {term.code for term in selectors.sdgs()}
    assert all(set(labels) == {"en", "fr", "es"} for labels in texts.values())
