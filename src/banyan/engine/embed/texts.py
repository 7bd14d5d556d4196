"""Which text of a record is embedded, and its fingerprint: the one place that decides it for every encoder."""

from __future__ import annotations

from hashlib import sha256
from typing import Final

from banyan.engine.types import Record

FIRST: Final = 700
"""Characters of a record that are embedded: what the published figures were measured with; more adds little and costs
130 ms per 120 tokens."""


def text_to_embed(record: Record, *, first: int = FIRST) -> str:
    """Title, then text, then further fields, ". " between title and text, cut after ``first`` characters."""
    body = "\n\n".join(dict.fromkeys(part for part in (record.text, *record.fields.values()) if part))
    if record.title and body:
        return f"{record.title}. {body}"[:first]
    return (record.title or body)[:first]


def fingerprint(record: Record) -> str:
    """The kind and a hash of all text, as "need:0123…"; a record's vectors live and die with it."""
    return f"{record.kind.value}:{sha256(record.whole().encode('utf-8', errors='surrogatepass')).hexdigest()[:32]}"
