from __future__ import annotations

import gzip
import json
from pathlib import Path

from tests.cast import CHAPTER, Cast
from tests.factories.listings import BY_KIND, published

from banyan.domain.listings.services import listing_import_draft, listing_translate, listing_withdraw
from banyan.domain.listings.types import Json, Kind, Origin, TranslationStatus


def fill(cast: Cast) -> None:
    """One of each kind, one with all sorts of answers and a translation, one of another node, one withdrawn."""
    for kind in BY_KIND:
        published(cast.kofi, kind, chapter=CHAPTER, organisation="jua-dryers")
    odd = '=1+1 "a", b; c\n-5 \U0001f333'
    one = published(cast.kofi, Kind.OFFER, title=odd, summary=odd * 3, claims=[{"what": "yield", "value": -3.5}]).id
    texts = {"title": "Oui"}
    listing_translate(public_id=one, language="fr", texts=texts, status=TranslationStatus.HUMAN, by=cast.kofi)
    listing_withdraw(public_id=published(cast.kofi, Kind.OFFER).id, by=cast.kofi)
    origin = Origin("other.example", "oai:other.example:7", licence="CC0-1.0", chain=("other.example",))
    raw: dict[str, object] = {**BY_KIND[Kind.NEED], "title": "From elsewhere"}
    listing_import_draft(origin=origin, kind=Kind.NEED, raw=raw, follows_source=True)


def lines_of(folder: Path) -> list[dict[str, Json]]:
    """All records of a dump."""
    with gzip.open(folder / "listings.jsonl.gz", "rt") as lines:
        return [json.loads(line) for line in lines]
