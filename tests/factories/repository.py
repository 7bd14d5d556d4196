"""A repository that speaks OAI-PMH 2.0 as it should, or as a test says."""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import parse_qs, urlsplit
from xml.sax.saxutils import escape

from tests.factories.web import Asked

_FRAME = (
    '<?xml version="1.0" encoding="UTF-8"?><OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/">'
    "<responseDate>{now}</responseDate><request>x</request>{inside}</OAI-PMH>"
)
_DC = (
    '<oai_dc:dc xmlns:oai_dc="http://www.openarchives.org/OAI/2.0/oai_dc/"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/">{inside}</oai_dc:dc>'
)


@dataclass
class Held:
    """One record."""

    stamp: str
    title: str = ""
    deleted: bool = False
    terms: dict[str, list[str]] = field(default_factory=dict)


@dataclass
class Repository:
    """Records by id. ``now`` is its clock; ``asked`` what each list request said."""

    records: dict[str, Held] = field(default_factory=dict)
    now: str = "2026-11-01T00:00:00Z"
    deletions: str = "persistent"
    size: int = 3
    asked: list[dict[str, str]] = field(default_factory=list)

    def put(self, id_: str, title: str, stamp: str = "2026-10-01T00:00:00Z", **terms: list[str]) -> None:
        said = {
            "description": ["A dryer that runs on the sun alone, made of bamboo and glass in any village."],
            **terms,
        }
        self.records[id_] = Held(stamp, title, terms=said)

    def delete(self, id_: str, stamp: str) -> None:
        self.records[id_] = Held(stamp, deleted=True)

    def answer(self, asked: Asked) -> None:
        said = {name: values[0] for name, values in parse_qs(urlsplit(asked.path).query).items()}
        asked.say(self.document(said).encode(), kind="text/xml; charset=utf-8")

    def document(self, said: dict[str, str]) -> str:
        """The answer to one request."""
        if said.get("verb") == "Identify":
            return self.framed(
                f"<Identify><granularity>YYYY-MM-DDThh:mm:ssZ</granularity>"
                f"<deletedRecord>{self.deletions}</deletedRecord></Identify>"
            )
        self.asked.append(said)
        first, at = said.get("from", ""), 0
        if "resumptionToken" in said:
            first, _, place = said["resumptionToken"].partition("|")
            at = int(place)
        rows = sorted((one.stamp, id_) for id_, one in self.records.items() if one.stamp >= first)
        page = rows[at : at + self.size]
        if not page:
            return self.framed('<error code="noRecordsMatch">none</error>')
        more = f"{first}|{at + self.size}" if at + self.size < len(rows) else ""
        listed = "".join(self.record(id_) for _stamp, id_ in page)
        return self.framed(f"<ListRecords>{listed}<resumptionToken>{more}</resumptionToken></ListRecords>")

    def framed(self, inside: str) -> str:
        return _FRAME.format(now=self.now, inside=inside)

    def record(self, id_: str) -> str:
        one = self.records[id_]
        gone = ' status="deleted"' if one.deleted else ""
        head = f"<header{gone}><identifier>{escape(id_)}</identifier><datestamp>{one.stamp}</datestamp></header>"
        if one.deleted:
            return f"<record>{head}</record>"
        terms = {"title": [one.title], **one.terms}
        inside = "".join(
            f"<dc:{name}>{escape(value)}</dc:{name}>" for name, values in terms.items() for value in values if value
        )
        return f"<record>{head}<metadata>{_DC.format(inside=inside)}</metadata></record>"
