"""Our schemes as SKOS, in Turtle and JSON-LD, for others to reuse and to link to."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence

from banyan.domain.taxonomy.selectors.concepts import concepts
from banyan.domain.taxonomy.selectors.terms import sdg, technology
from banyan.domain.taxonomy.types import Concept, Scheme

_SKOS = "http://www.w3.org/2004/02/skos/core#"
_CONTEXT: Mapping[str, object] = {
    "skos": _SKOS,
    "id": "@id",
    "type": "@type",
    "ConceptScheme": "skos:ConceptScheme",
    "Concept": "skos:Concept",
    "notation": "skos:notation",
    "label": {"@id": "skos:prefLabel", "@container": "@language"},
    "note": {"@id": "skos:scopeNote", "@container": "@language"},
    "hidden": {"@id": "skos:hiddenLabel", "@container": "@language"},
    "broader": {"@id": "skos:broader", "@type": "@id"},
    "inScheme": {"@id": "skos:inScheme", "@type": "@id"},
    "topConceptOf": {"@id": "skos:topConceptOf", "@type": "@id"},
    "exactMatch": {"@id": "skos:exactMatch", "@type": "@id"},
}


def to_turtle(scheme: str, base: str) -> str:
    """The scheme in Turtle; ``base`` is the address that a term's code is put behind, such as ``https://node/terms/``.

    Goals and targets keep our labels on our addresses and point to the UN's with ``skos:exactMatch``.
    """
    rows = concepts(scheme)
    home = _scheme_iri(base, scheme)
    blocks = [f"@prefix skos: <{_SKOS}> .", f"<{home}> a skos:ConceptScheme ."]
    blocks += [_turtle_block(row, base, rows) for row in rows]
    return "\n\n".join(blocks) + "\n"


def to_jsonld(scheme: str, base: str) -> str:
    """The scheme as one JSON-LD document with its context inside; ``base`` as in :func:`to_turtle`."""
    rows = concepts(scheme)
    graph: list[dict[str, object]] = [{"id": _scheme_iri(base, scheme), "type": "ConceptScheme"}]
    graph += [_jsonld_node(row, base, rows) for row in rows]
    return json.dumps({"@context": _CONTEXT, "@graph": graph}, ensure_ascii=False, indent=1)


def _scheme_iri(base: str, scheme: str) -> str:
    return f"{base.rstrip('/')}/{scheme}"


def _iri(base: str, row: Concept, code: str | None = None) -> str:
    return f"{_scheme_iri(base, row.scheme.value)}/{code or row.code}"


def _parent(row: Concept, rows: Sequence[Concept]) -> str | None:
    """The broader code, where it is itself a concept (a sector's section is not)."""
    return row.broader if any(other.code == row.broader for other in rows) else None


def _note(row: Concept) -> str:
    return technology(row.code).scope if row.scheme is Scheme.TECHNOLOGY else ""


def _turtle_block(row: Concept, base: str, rows: Sequence[Concept]) -> str:
    return f"<{_iri(base, row)}> " + " ;\n    ".join(_turtle_facts(row, base, rows)) + " ."


def _turtle_facts(row: Concept, base: str, rows: Sequence[Concept]) -> Iterator[str]:
    home = _scheme_iri(base, row.scheme.value)
    yield "a skos:Concept"
    yield f"skos:notation {_quoted(row.code)}"
    yield "skos:prefLabel " + ", ".join(f"{_quoted(text)}@{lang}" for lang, text in row.labels.items())
    if note := _note(row):
        yield f"skos:scopeNote {_quoted(note)}@en"
    elif row.keywords:
        yield "skos:hiddenLabel " + ", ".join(f"{_quoted(word)}@en" for word in row.keywords)
    yield f"skos:inScheme <{home}>"
    parent = _parent(row, rows)
    yield f"skos:broader <{_iri(base, row, parent)}>" if parent else f"skos:topConceptOf <{home}>"
    if row.scheme is Scheme.SDG:
        yield f"skos:exactMatch <{sdg(row.code).iri}>"


def _quoted(text: str) -> str:
    """A Turtle string: JSON's escapes are a subset of Turtle's, beyond the slash that JSON leaves alone."""
    return json.dumps(text, ensure_ascii=False)


def _jsonld_node(row: Concept, base: str, rows: Sequence[Concept]) -> dict[str, object]:
    home = _scheme_iri(base, row.scheme.value)
    parent = _parent(row, rows)
    node: dict[str, object] = {
        "id": _iri(base, row),
        "type": "Concept",
        "notation": row.code,
        "label": dict(row.labels),
        "inScheme": home,
    }
    if note := _note(row):
        node["note"] = {"en": note}
    elif row.keywords:
        node["hidden"] = {"en": list(row.keywords)}
    if parent:
        node["broader"] = _iri(base, row, parent)
    else:
        node["topConceptOf"] = home
    if row.scheme is Scheme.SDG:
        node["exactMatch"] = sdg(row.code).iri
    return node
