"""XML of strangers: no entities, no network, no depth without end."""

from __future__ import annotations

from lxml import etree

from banyan.practice.harvest.errors import BadSource


def parsed(content: bytes) -> etree._Element:
    """The root, or ``BadSource``. A document type is refused altogether: nobody needs one here, and bombs do."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False, dtd_validation=False, recover=False
    )
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise BadSource from error
    if getattr(root.getroottree().docinfo, "doctype", ""):
        raise BadSource
    return root


def text_of(element: etree._Element | None) -> str:
    """The text inside, without markup."""
    return "" if element is None else "".join(str(one) for one in element.itertext()).strip()
