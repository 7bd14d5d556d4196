"""A search as an address asks for it: the parameters are the same at every door."""

from __future__ import annotations

import re

from django.utils.datastructures import MultiValueDict

from banyan.base.text import tidy
from banyan.practice.matchmaking.types import SearchRequest

_CODE = re.compile(r"^[\w.:<>+-]{1,40}$")
_EACH, _LONGEST = 20, 500
_SORTS = frozenset({"relevance", "newest", "closing_soon"})


def search_asked(query: MultiValueDict[str, str]) -> SearchRequest:
    """What the address asks for. Whatever cannot be meant is left out; nothing a reader can type makes an error."""

    def codes(name: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(filter(_CODE.match, query.getlist(name))))[:_EACH]

    text, sort = " ".join(tidy(_one(query, "q")).split())[:_LONGEST], _one(query, "sort")
    return SearchRequest.of(
        codes,
        text=text,
        sort=sort if sort in _SORTS else "relevance" if text else "newest",
        cursor=_one(query, "cursor")[:2000],
    )


def _one(query: MultiValueDict[str, str], name: str) -> str:
    said = query.get(name)
    return said if isinstance(said, str) else ""
