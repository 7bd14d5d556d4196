"""By which identifier the world knows a listing: the one it got where it was written, however many nodes it passed."""

from __future__ import annotations

import re
from urllib.parse import quote, unquote, urlsplit

from banyan.base.ids import is_id
from banyan.base.nodes import our_node
from banyan.domain.listings.selectors import exchanged, exchanged_from
from banyan.domain.listings.types import ListingView

#: ``oai``, a namespace that is a host name, and the local part, as the guidelines for OAI identifiers have it.
_SHAPE = re.compile(r"^oai:(?P<host>[A-Za-z0-9][A-Za-z0-9.\-]*):(?P<local>[A-Za-z0-9\-_.!~*'();/?:@&=+$,%]+)$")
_SAFE = "-_.!~*'();/?:@&=+$,"


def identifier_of(view: ListingView) -> str:
    """Our name and our id; of a harvested listing, the identifier that its origin gave it."""
    if view.origin is None or view.is_sample:
        return f"oai:{our_node()}:{view.id}"
    if _SHAPE.match(view.origin.id):
        return view.origin.id
    return f"oai:{_host_of(view.origin.node)}:{quote(view.origin.id, safe=_SAFE)}"


def by_identifier(identifier: str) -> ListingView | None:
    """The listing or tombstone of this identifier, or ``None``."""
    found = _SHAPE.match(identifier)
    if found is None:
        return None
    if found["host"] == our_node() and is_id(found["local"], "lst"):
        view = exchanged(found["local"])
        return view if view is not None and identifier_of(view) == identifier else None
    views = exchanged_from([identifier, unquote(found["local"]), found["local"]])
    return next((one for one in views if identifier_of(one) == identifier), None)


def _host_of(node: str) -> str:
    """A node's name as a namespace: its host, or its name with other signs left out."""
    host = urlsplit(node).hostname or urlsplit(f"//{node}").hostname if "/" in node or "." in node else node
    return re.sub(r"[^A-Za-z0-9.\-]+", "-", host or node).strip("-.") or "unknown"
