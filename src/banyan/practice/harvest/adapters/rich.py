"""A record of another node: its answers in their own names, and the way it came."""

from __future__ import annotations

from lxml import etree

from banyan.practice.harvest.adapters.xml import text_of
from banyan.practice.harvest.types import Read

_NS = "{urn:x-banyan:listing:1}"
_APART = frozenset({"translation", "file", "origin", "organisation"})


def rich_record(id_: str, stamp: str, payload: str, inside: etree._Element) -> Read:
    """The record under the identifier that its origin gave it."""
    if inside.tag != f"{_NS}listing":
        return Read(id_, stamp=stamp, payload=payload, fault="form")
    fields: dict[str, object] = {"kind": inside.get("kind", "")}
    texts: dict[str, dict[str, str]] = {}
    for one in inside.iterchildren("{*}*"):  # elements, no comments
        name = one.tag.removeprefix(_NS)
        if name == "translation":
            texts.setdefault(one.get("language", ""), {})[one.get("field", "")] = text_of(one)
        elif name not in _APART:
            fields[name] = _answer(one)
    if texts:
        fields["translations"] = texts
    origin = inside.find(f"{_NS}origin")
    url = (origin.get("href", "") if origin is not None else "") or inside.get("href", "")
    chain = tuple(text_of(one) for one in origin.iterfind(f"{_NS}node")) if origin is not None else ()
    return Read(
        id_,
        stamp=stamp,
        payload=payload,
        fields=fields,
        url=url,
        node=host_of(id_) or (origin.get("node", "") if origin is not None else ""),
        chain=chain,
        sample=inside.get("sample") == "true",
    )


def host_of(identifier: str) -> str:
    """The node in ``oai:node:id``."""
    parts = identifier.split(":", 2)
    return parts[1].lower() if len(parts) == 3 and parts[0] == "oai" else ""


def _answer(element: etree._Element) -> object:
    inside = list(element.iterchildren("{*}*"))
    if not inside:
        return text_of(element)
    if all(one.tag == f"{_NS}item" for one in inside):
        return [_answer(one) for one in inside]
    return {one.tag.removeprefix(_NS): _answer(one) for one in inside}
