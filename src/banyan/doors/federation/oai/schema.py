"""The XML Schema of our own records, written from the field registry so that it is never out of date."""

from __future__ import annotations

from functools import cache

from lxml import etree

from banyan.domain.listings.formats import FIELDS
from banyan.domain.listings.types import Field, Kind, Shape

NAMESPACE = "urn:x-banyan:listing:1"
_XS = "http://www.w3.org/2001/XMLSchema"
_TYPES = {
    Shape.WHOLE: "xs:integer",
    Shape.NUMBER: "xs:double",
    Shape.MONEY: "xs:double",
    Shape.DATE: "xs:date",
    Shape.BOOL: "xs:boolean",
}
#: Answers that say how a listing is shown and not what it says, and those written in a form of their own.
LEFT_OUT = frozenset({"visibility", "translations", "id", "kind"})


@cache
def document() -> bytes:
    """The schema."""
    answers = _xs(
        "sequence",
        *(
            _xs("element", _content(field), name=field.name, minOccurs="0")
            for field in FIELDS
            if field.name not in LEFT_OUT
        ),
        _repeated("translation", _with_attributes("xs:string", field="xs:string", language="xs:string")),
        _repeated("file", _with_attributes("xs:string", type="xs:string", bytes="xs:integer", href="xs:anyURI")),
        _xs("element", _origin(), name="origin", minOccurs="0"),
    )
    kinds = _xs(
        "simpleType",
        _xs("restriction", *(_xs("enumeration", value=kind.value) for kind in Kind), base="xs:string"),
        name="kind",
    )
    listing = _xs(
        "complexType",
        answers,
        _xs("attribute", name="id", type="xs:string", use="required"),
        _xs("attribute", name="kind", type="b:kind", use="required"),
        _xs("attribute", name="href", type="xs:anyURI", use="required"),
        _xs("attribute", name="sample", type="xs:boolean"),
        _xs("attribute", name="anonymous", type="xs:boolean"),
    )
    root = _xs(
        "schema",
        kinds,
        _xs("element", listing, name="listing"),
        targetNamespace=NAMESPACE,
        elementFormDefault="qualified",
    )
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True))


def _xs(tag: str, /, *children: etree._Element, **attributes: str) -> etree._Element:
    """One element of the language of schemas."""
    made = etree.Element(f"{{{_XS}}}{tag}", nsmap={"xs": _XS, "b": NAMESPACE})
    for key, value in attributes.items():
        made.set(key, value)
    made.extend(children)
    return made


def _content(field: Field) -> etree._Element:
    if field.shape in {Shape.CODES, Shape.TEXTS}:
        return _xs("complexType", _xs("sequence", _xs("element", name="item", type="xs:string", maxOccurs="unbounded")))
    if field.shape is Shape.ROWS:
        cells = (
            _xs("element", name=one.name, type=_TYPES.get(one.shape, "xs:string"), minOccurs="0")
            for one in field.columns
        )
        row = _xs("element", _xs("complexType", _xs("all", *cells)), name="item", maxOccurs="unbounded")
        return _xs("complexType", _xs("sequence", row))
    if field.name == "organisation":
        return _with_attributes("xs:string", name="xs:string", checked="xs:boolean", href="xs:anyURI")
    return _xs("simpleType", _xs("restriction", base=_TYPES.get(field.shape, "xs:string")))


def _repeated(name: str, content: etree._Element) -> etree._Element:
    return _xs("element", content, name=name, minOccurs="0", maxOccurs="unbounded")


def _with_attributes(base: str, **attributes: str) -> etree._Element:
    said = (_xs("attribute", name=name, type=type_) for name, type_ in attributes.items())
    return _xs("complexType", _xs("simpleContent", _xs("extension", *said, base=base)))


def _origin() -> etree._Element:
    return _xs(
        "complexType",
        _xs("sequence", _xs("element", name="node", type="xs:string", minOccurs="0", maxOccurs="unbounded")),
        *(_xs("attribute", name=name, type="xs:string") for name in ("node", "id", "href", "licence")),
    )
