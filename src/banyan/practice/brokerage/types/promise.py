"""Within how many days somebody answers, and how that is kept."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Promise:
    """Within how many days somebody answers; ``given`` when they said so themselves. Without a slug: the person."""

    days: int
    given: bool
    organisation: str = ""
    organisation_name: str = ""


@dataclass(frozen=True, slots=True)
class ReplyRate:
    """How an organisation keeps its promise; ``percent`` is ``None`` when there are too few enquiries to say.

    ``given`` when it said so itself; else the days are what the node asks of everybody.
    """

    days: int
    given: bool
    percent: int | None
