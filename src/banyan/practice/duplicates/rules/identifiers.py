"""Addresses and identifiers by which two listings are known to be about one thing."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final
from urllib.parse import parse_qsl, urlencode, urlsplit

import idutils

MOST: Final = 12
_LONGEST: Final = 300
_DOI = re.compile(r"\b10\.\d{4,9}/[^\s\"<>]{2,120}")
_FOLLOWING = re.compile(r"^(utm_.*|fbclid|gclid|mc_.id|ref|source)$")
_FRONT = frozenset({"", "index.html", "index.htm", "index.php", "home", "en", "fr", "es", "ru", "ar", "zh"})
_GLOBAL = re.compile(r"^(oai:|urn:|doi:|hdl:|ark:|https?://|10\.\d{4,9}/)", re.IGNORECASE)


def keys(*, url: str, origin_id: str, text: str) -> tuple[str, ...]:
    """What identifies a listing: its address, the id it has at its source where that is meant for the whole world, and
    the DOIs that its text names."""
    said = [address(url), _of_source(origin_id), *(_doi(found) for found in _DOI.findall(text)[:MOST])]
    return tuple(dict.fromkeys(key[:_LONGEST] for key in said if key))[:MOST]


def address(url: str) -> str:
    """An address as it is compared: without scheme, www, fragment and what follows visitors. Empty for a front page,
    which is an owner's and not a thing's."""
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return ""
    host = (parts.hostname or "").removeprefix("www.")
    path = parts.path.rstrip("/")
    if not host or (path.strip("/").casefold() in _FRONT and not parts.query):
        return ""
    if host in {"doi.org", "dx.doi.org"}:
        return _doi(path.lstrip("/"))
    kept = sorted((name, value) for name, value in parse_qsl(parts.query) if not _FOLLOWING.match(name))
    return f"url:{host}{path}{'?' + urlencode(kept) if kept else ''}"


def _of_source(origin_id: str) -> str:
    if not _GLOBAL.match(origin_id):
        return ""
    if origin_id.startswith(("http://", "https://")):
        return address(origin_id)
    return _doi(origin_id) or f"id:{origin_id.casefold()}"


def _doi(text: str) -> str:
    bare = text.strip().rstrip(".,;)]")
    return f"doi:{idutils.normalize_doi(bare).casefold()}" if idutils.is_doi(bare) else ""


def shared_keys(one: Iterable[str], other: Iterable[str]) -> frozenset[str]:
    """Those that both have."""
    return frozenset(one) & frozenset(other)
