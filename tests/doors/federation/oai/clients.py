"""Foreign harvesters: each says which identifiers it saw, and which of them are deleted."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path

from oaipmh.client import Client
from oaipmh.metadata import MetadataRegistry, oai_dc_reader
from oaipmh_scythe import Scythe
from oaipmh_scythe.models import Record
from sickle import Sickle

_PERL = Path(__file__).parents[4] / "benchmarks" / "exchange" / "harvest.pl"
#: Identifier → whether it is deleted.
Seen = dict[str, bool]


def by_sickle(url: str, since: str | None) -> Seen:
    more = {"from": since} if since else {}
    records = Sickle(url).ListRecords(metadataPrefix="oai_dc", **more)
    return {one.header.identifier: one.deleted for one in records}


def by_scythe(url: str, since: str | None) -> Seen:
    with Scythe(url) as scythe:
        records = [one for one in scythe.list_records(from_=since) if isinstance(one, Record)]
        return {str(one.header.identifier): one.header.deleted for one in records}


def by_oaipmh(url: str, since: str | None) -> Seen:
    registry = MetadataRegistry()
    registry.registerReader("oai_dc", oai_dc_reader)
    more = {"from_": datetime.strptime(since, "%Y-%m-%dT%H:%M:%SZ")} if since else {}  # as it wants it
    records = Client(url, registry).listRecords(metadataPrefix="oai_dc", **more)
    return {header.identifier(): header.isDeleted() for header, _metadata, _about in records}


def by_perl(url: str, since: str | None) -> Seen:
    perl = shutil.which("perl") or "perl"
    command = [perl, str(_PERL), url, "oai_dc", *([since] if since else [])]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=600)
    lines = (line.split("\t") for line in done.stdout.splitlines())
    return {identifier: status == "deleted" for identifier, status in lines}


def perl_is_here() -> bool:
    """Whether Debian's ``libhttp-oai-perl`` is installed."""
    perl = shutil.which("perl")
    return (
        perl is not None
        and subprocess.run([perl, "-MHTTP::OAI", "-e1"], capture_output=True, check=False).returncode == 0
    )


CLIENTS: Mapping[str, Callable[[str, str | None], Seen]] = {
    "sickle": by_sickle,
    "oaipmh-scythe": by_scythe,
    "oaipmh": by_oaipmh,
    **({"HTTP::OAI": by_perl} if perl_is_here() else {}),
}
