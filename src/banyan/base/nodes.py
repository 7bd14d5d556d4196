"""What a node is called by others: its public address, as a name that fits into identifiers."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from django.conf import settings

_USUAL = {"http": 80, "https": 443}


def node_at(address: str) -> str:
    """The node that answers at a web address: its host, with the port where that is not the usual one, since two nodes
    may share a machine. ``https://a.example/oai`` → ``a.example``, ``http://127.0.0.1:8801`` → ``127.0.0.1-8801``.
    Empty where the address names no host. See decision 0037."""
    try:
        parts = urlsplit(address)
        host, port = (parts.hostname or "").lower(), parts.port
    except ValueError:
        return ""
    name = re.sub(r"[^a-z0-9.\-]+", "-", host).strip("-.")
    return f"{name}-{port}" if name and port and port != _USUAL.get(parts.scheme) else name


def our_node() -> str:
    """The name of this node, by which others know its records."""
    return node_at(settings.BANYAN_URL) or "localhost"
