"""Requests of a harvester, and the schema that every answer must keep to."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

from django.test import Client
from lxml import etree

from banyan.doors.federation.oai.schema import document

OAI = "{http://www.openarchives.org/OAI/2.0/}"
#: The folder with ``OAI-PMH.xsd``; its check is left out where nobody names one.
STANDARDS = Path(os.environ.get("EXCHANGE_STANDARDS", "-"))
_DUBLIN_CORE = """
<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="http://www.openarchives.org/OAI/2.0/oai_dc/">
  <xs:element name="dc"><xs:complexType><xs:sequence>
    <xs:any namespace="http://purl.org/dc/elements/1.1/" processContents="skip" minOccurs="0" maxOccurs="unbounded"/>
  </xs:sequence></xs:complexType></xs:element>
</xs:schema>"""
_ALL = """
<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
  <xs:import namespace="http://www.openarchives.org/OAI/2.0/" schemaLocation="{standard}"/>
  <xs:import namespace="http://www.openarchives.org/OAI/2.0/oai_dc/" schemaLocation="{folder}/oai_dc.xsd"/>
  <xs:import namespace="urn:x-banyan:listing:1" schemaLocation="{folder}/listing.xsd"/>
</xs:schema>"""


@cache
def standard(folder: Path) -> etree.XMLSchema:
    """The standard's schema with those of both forms of records; writes into ``folder``."""
    (folder / "oai_dc.xsd").write_text(_DUBLIN_CORE)
    (folder / "listing.xsd").write_bytes(document())
    whole = _ALL.format(standard=STANDARDS / "OAI-PMH.xsd", folder=folder)
    return etree.XMLSchema(etree.fromstring(whole.encode()))


def ask(client: Client, *, post: bool = False, **arguments: str) -> etree._Element:
    """The root of the answer; ``from_`` is ``from``."""
    given = {name.rstrip("_"): said for name, said in arguments.items()}
    answer = client.post("/oai", given) if post else client.get("/oai", given)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/xml; charset=utf-8"
    return etree.fromstring(answer.content)


def refusal(root: etree._Element) -> str | None:
    """The code of the error in an answer."""
    found = root.find(f"{OAI}error")
    return None if found is None else found.get("code")


def texts(root: etree._Element, name: str) -> list[str]:
    """The texts of all elements of that name."""
    return [one.text or "" for one in root.iter(f"{OAI}{name}")]
