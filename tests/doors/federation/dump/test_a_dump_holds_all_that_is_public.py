from __future__ import annotations

import csv
import gzip
import io
import json
import shutil
import subprocess
from datetime import datetime
from pathlib import Path

import pytest
from frictionless import validate
from pytest_django.fixtures import Settings
from tests.cast import Cast
from tests.doors.federation.dump.making import fill, lines_of

from banyan.domain.listings.formats import restored
from banyan.domain.listings.selectors import changed_page, settled
from banyan.domain.listings.types import Filters, State
from banyan.doors.federation.dump.checking import check
from banyan.doors.federation.dump.errors import NoKey
from banyan.doors.federation.dump.keeping import FILES, dump_make, dumps
from banyan.doors.federation.dump.signing import fingerprint, public_pem

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_once")]


@pytest.fixture
def made(cast: Cast, tmp_path: Path) -> Path:
    fill(cast)
    return dump_make(tmp_path)


def test_it_has_what_the_changes_tell_each_once_with_tombstones(made: Path) -> None:
    told = changed_page(since=None, until=settled(), filters=Filters(), size=100).rows
    found = lines_of(made)
    assert sorted((str(one["id"]), one["deleted"]) for one in found) == sorted(
        (view.id, view.state is not State.PUBLISHED) for view in told
    )
    assert sum(bool(one["deleted"]) for one in found) == 1
    gone = next(one for one in found if one["deleted"])
    assert gone["fields"] is None and gone["href"] is None and gone["organisation"] is None
    assert all(set(one) == set(found[0]) for one in found)


def test_records_of_other_nodes_keep_their_id_and_licence(made: Path) -> None:
    one = next(line for line in lines_of(made) if line["origin"])
    assert one["identifier"] == "oai:other.example:7"
    assert one["origin"] == {
        "node": "other.example",
        "id": "oai:other.example:7",
        "url": "",
        "licence": "CC0-1.0",
        "chain": ["other.example"],
    }


def test_answers_and_translations_come_back_as_they_were(made: Path) -> None:
    odd = next(line for line in lines_of(made) if line["translations"])
    fields = odd["fields"]
    assert isinstance(fields, dict)
    assert fields["claims"] == [{"what": "yield", "value": -3.5}]
    assert odd["translations"] == [{"field": "title", "language": "fr", "text": "Oui"}]
    with gzip.open(made / "listings.csv.gz", "rt", newline="") as content:
        rows = {row["id"]: row for row in csv.DictReader(io.StringIO(content.read(), newline=""))}
    assert len(rows) == sum(not line["deleted"] for line in lines_of(made))
    assert restored(rows[str(odd["id"])]["title"]) == fields["title"]


def test_frictionless_finds_it_valid_and_a_changed_file_not(made: Path) -> None:
    report = validate(str(made / "datapackage.json"))
    assert report.valid, report.flatten(["type", "message"])
    said = json.loads((made / "datapackage.json").read_text())
    assert said["resources"][1]["rows"] == len(lines_of(made)) - said["deleted"]
    assert datetime.fromisoformat(said["until"]).tzinfo is not None
    for name in ("listings.csv.gz", "listings.jsonl.gz"):
        other = made.with_name(f"other-{name}")
        shutil.copytree(made, other)
        content = gzip.decompress((made / name).read_bytes()).replace(b"mango", b"melon")
        (other / name).write_bytes(gzip.compress(content, mtime=0))
        assert not validate(str(other / "datapackage.json")).valid, name


def test_the_sums_and_the_signature_hold_for_tools_of_others(made: Path) -> None:
    sums = shutil.which("sha256sum")
    openssl = shutil.which("openssl")
    if sums is None or openssl is None:
        pytest.skip("sha256sum or openssl is not installed")
    subprocess.run([sums, "-c", "--strict", "SHA256SUMS"], cwd=made, check=True, capture_output=True)
    verify = "pkeyutl -verify -pubin -inkey node-key.pub.pem -rawin -in SHA256SUMS -sigfile SHA256SUMS.sig".split()
    subprocess.run([openssl, *verify], cwd=made, check=True, capture_output=True)
    (made / "SHA256SUMS").write_bytes((made / "SHA256SUMS").read_bytes() + b"\n")
    assert subprocess.run([openssl, *verify], cwd=made, check=False, capture_output=True).returncode != 0


def test_whatever_is_changed_or_missing_is_found(made: Path) -> None:
    assert check(made, key=public_pem()).faults == {}
    for name in FILES:
        other = made.with_name("other")
        shutil.rmtree(other, ignore_errors=True)
        shutil.copytree(made, other)
        content = bytearray((other / name).read_bytes())
        content[len(content) // 2] ^= 1
        (other / name).write_bytes(content)
        expected = "SHA256SUMS" if name.startswith("SHA256SUMS") else name
        assert expected in check(other, key=public_pem()).faults, name
        (other / name).unlink()
        assert check(other, key=public_pem()).faults.get(name) == "missing", name


def test_a_dump_of_another_key_is_told_from_ours(made: Path, tmp_path: Path, settings: Settings) -> None:
    ours = public_pem()
    settings.NODE_KEY = tmp_path / "other-key.pem"
    other = dump_make(tmp_path / "other")
    assert (tmp_path / "other-key.pem").stat().st_mode & 0o777 == 0o600
    assert check(other, key=ours).faults == {"SHA256SUMS": "unsigned"}
    found = check(other)
    assert (found.faults, found.beside, found.key) == ({}, True, fingerprint(public_pem()))
    with pytest.raises(NoKey):
        check(other, key=b"no key")
    (tmp_path / "other-key.pem").write_text("torn")
    with pytest.raises(NoKey):
        dump_make(tmp_path / "third")
    assert (tmp_path / "other-key.pem").read_text() == "torn"
    assert [one.name for one in (tmp_path / "third").iterdir()] == [".lock"]


def test_one_made_by_hand_is_none_of_the_nodes(made: Path) -> None:
    assert dumps() == []
