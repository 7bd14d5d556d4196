"""One reader for each form of source. To add a form: a file beside this one, and a line in ``ADAPTERS``."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Protocol

from banyan.base.outbound import Outbound
from banyan.practice.harvest.adapters import oai, table
from banyan.practice.harvest.types import Form, Leaf, Place


class Adapter(Protocol):
    """Reads one page: the first without ``cursor``, from ``since`` on where the source can do that."""

    def __call__(self, out: Outbound, place: Place, *, since: datetime | None, cursor: str) -> Leaf: ...


ADAPTERS: Mapping[Form, Adapter] = {
    Form.OAI_DC: oai.read,
    Form.BANYAN: oai.read,
    Form.CSV: table.read,
    Form.JSON_LINES: table.read,
}
