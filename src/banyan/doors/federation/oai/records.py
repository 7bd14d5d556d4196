"""Records: their headers, in Dublin Core, and with all their public answers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from django.conf import settings
from lxml import etree

from banyan.domain.listings.formats import BY_NAME, write_json
from banyan.domain.listings.types import Json, ListingView, State, TranslationStatus, codes, text
from banyan.doors.federation.asking import address, for_xml
from banyan.doors.federation.naming import identifier_of
from banyan.doors.federation.oai import schema
from banyan.doors.federation.oai.sets import sets_of

OAI = "http://www.openarchives.org/OAI/2.0/"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
_OAI_DC = "http://www.openarchives.org/OAI/2.0/oai_dc/"
_DC = "http://purl.org/dc/elements/1.1/"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


@dataclass(frozen=True, slots=True)
class Prefix:
    """A form in which records are given."""

    schema: Callable[[], str]
    namespace: str
    write: Callable[[ListingView], etree._Element]


def stamp(view: ListingView) -> str:
    """The record's datestamp."""
    return view.changed.strftime("%Y-%m-%dT%H:%M:%SZ")


def header(view: ListingView) -> etree._Element:
    """Identifier, datestamp, sets, and whether it is gone."""
    made = etree.Element(f"{{{OAI}}}header")
    if is_gone(view):
        made.set("status", "deleted")
    child(made, OAI, "identifier", identifier_of(view))
    child(made, OAI, "datestamp", stamp(view))
    for one in sets_of(view):
        child(made, OAI, "setSpec", one)
    return made


def record(view: ListingView, prefix: str) -> etree._Element:
    """The header, and the metadata of what is not gone."""
    made = etree.Element(f"{{{OAI}}}record")
    made.append(header(view))
    if not is_gone(view):
        etree.SubElement(made, f"{{{OAI}}}metadata").append(PREFIXES[prefix].write(view))
    return made


def is_gone(view: ListingView) -> bool:
    """Whether only the tombstone is left."""
    return view.state is not State.PUBLISHED


def child(parent: etree._Element, namespace: str, name: str, said: str = "", **attributes: str) -> etree._Element:
    """One more element with a text."""
    made = etree.SubElement(parent, f"{{{namespace}}}{name}")
    made.text = for_xml(said)
    for key, value in attributes.items():
        made.set(key, for_xml(value))
    return made


def _root(namespace: str, name: str, where: str, **prefixes: str) -> etree._Element:
    made = etree.Element(f"{{{namespace}}}{name}", nsmap={**prefixes, "xsi": XSI})
    made.set(f"{{{XSI}}}schemaLocation", f"{namespace} {where}")
    return made


def _dublin_core(view: ListingView) -> etree._Element:
    made = _root(_OAI_DC, "dc", f"{_OAI_DC[:-1]}.xsd", oai_dc=_OAI_DC, dc=_DC)
    for name, said, language in _dublin_core_terms(view):
        if said:
            term = child(made, _DC, name, said)
            if language:
                term.set(_LANG, for_xml(language))
    return made


def _dublin_core_terms(view: ListingView) -> Iterator[tuple[str, str, str]]:
    values = view.values
    yield "title", view.title, view.language
    yield "description", view.summary, view.language
    for field, said in view.translations:
        name = {"title": "title", "summary": "description"}.get(field, "")
        if name and said.status is TranslationStatus.HUMAN and not said.outdated:
            yield name, said.text, said.language
    yield "creator", view.organisation_name, ""
    yield "publisher", settings.BANYAN_NODE_NAME, ""
    yield "type", view.kind.value, ""
    if view.is_sample:
        yield "type", "sample", ""
    for field in ("sdgs", "technologies", "sectors"):
        for code in codes(values, field):
            yield "subject", f"{field}:{code}", ""
    for code in codes(values, "territories") or codes(values, "places"):
        yield "coverage", code, ""
    yield "identifier", address("listing", view.id), ""
    yield "source", view.origin.url if view.origin else "", ""
    yield "language", view.language, ""
    yield "rights", text(values, "licence"), ""
    yield "date", view.published.date().isoformat() if view.published else "", ""


def _own(view: ListingView) -> etree._Element:
    made = _root(schema.NAMESPACE, "listing", address("oai_schema"), banyan=schema.NAMESPACE)
    made.set("id", view.id)
    made.set("kind", view.kind.value)
    made.set("href", address("listing", view.id))
    if view.is_sample:
        made.set("sample", "true")
    if view.anonymous:
        made.set("anonymous", "true")
    answers = write_json(view.values)
    for name in BY_NAME:
        if name in answers and name not in schema.LEFT_OUT:
            _answer(made, name, answers[name])
    _organisation(made, view)
    for field, said in view.translations:
        if said.status is TranslationStatus.HUMAN and not said.outdated:
            child(made, schema.NAMESPACE, "translation", said.text, field=field, language=said.language)
    for file in view.attachments:
        href = address("attachment", file.id)
        child(made, schema.NAMESPACE, "file", file.name, type=file.content_type, bytes=str(file.size), href=href)
    if view.origin is not None and not view.is_sample:
        facts = {
            "node": view.origin.node,
            "id": view.origin.id,
            "href": view.origin.url,
            "licence": view.origin.licence,
        }
        origin = child(made, schema.NAMESPACE, "origin", **{name: said for name, said in facts.items() if said})
        for node in view.origin.chain:
            child(origin, schema.NAMESPACE, "node", node)
    return made


def _organisation(made: etree._Element, view: ListingView) -> None:
    found = made.find(f"{{{schema.NAMESPACE}}}organisation")
    if found is not None:
        found.set("name", for_xml(view.organisation_name))
        found.set("checked", _written(view.organisation_checked))
        found.set("href", address("organisation", view.organisation))


def _answer(parent: etree._Element, name: str, value: Json) -> None:
    if isinstance(value, list):
        if value:
            made = child(parent, schema.NAMESPACE, name)
            for one in value:
                _answer(made, "item", one)
    elif isinstance(value, dict):
        made = child(parent, schema.NAMESPACE, name)
        for key, one in value.items():
            _answer(made, key, one)
    elif value is not None:
        child(parent, schema.NAMESPACE, name, _written(value))


def _written(value: Json) -> str:
    return ("true" if value else "false") if isinstance(value, bool) else str(value)


PREFIXES: Mapping[str, Prefix] = {
    "oai_dc": Prefix(lambda: f"{_OAI_DC[:-1]}.xsd", _OAI_DC, _dublin_core),
    "banyan": Prefix(lambda: address("oai_schema"), schema.NAMESPACE, _own),
}
