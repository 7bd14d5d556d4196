from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Person:
    """What other rooms may know of a user. ``email`` is for sending, never for showing to others."""

    id: str
    name: str
    email: str
    locale: str
    time_zone: str
    is_node_admin: bool
