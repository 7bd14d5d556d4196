from __future__ import annotations

import hashlib
from http import HTTPStatus
from pathlib import Path

import pytest
from django.http import StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.test import Client
from pytest_django.fixtures import Settings
from tests.cast import Cast
from tests.doors.federation.dump.making import fill

from banyan.doors.federation.dump.keeping import FILES, dump_make
from banyan.doors.federation.dump.signing import fingerprint, public_pem

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_once")]


@pytest.fixture
def made(cast: Cast) -> Path:
    fill(cast)
    return dump_make()


def body(answer: HttpResponseBase) -> bytes:
    return b"".join(answer) if isinstance(answer, StreamingHttpResponse) else getattr(answer, "content", b"")


def test_the_page_names_files_sums_key_and_all_ways(client: Client, made: Path) -> None:
    page = client.get("/data/").content.decode()
    for name in FILES:
        assert f"/data/{made.name}/{name}" in page
    for name in ("listings.jsonl.gz", "listings.csv.gz", "datapackage.json"):
        assert hashlib.sha256((made / name).read_bytes()).hexdigest() in page
    assert fingerprint(public_pem()) in page
    for way in (
        "/oai?verb=ListRecords",
        "/api/v1/changes",
        "/export/listings.csv",
        "/feed/listings.atom",
        "/sitemap.xml",
    ):
        assert way in page


@pytest.mark.usefixtures("cast")
def test_without_one_the_page_says_what_will_be_here(client: Client, settings: Settings) -> None:
    assert "The first is made within the hour." in client.get("/data/").content.decode()
    settings.BANYAN_DUMPS = 0
    assert "makes no files of everything" in client.get("/data/").content.decode()
    assert client.get("/data/latest/listings.csv.gz").status_code == HTTPStatus.NOT_FOUND


def test_every_example_on_the_page_can_be_opened(client: Client, made: Path, settings: Settings) -> None:
    for way in client.get("/data/").context["ways"]:
        assert client.get(way.example.removeprefix(settings.BANYAN_URL)).status_code == HTTPStatus.OK, way.example


def test_the_newest_is_at_an_address_that_stays(client: Client, made: Path) -> None:
    for name in FILES:
        answer = client.get(f"/data/latest/{name}", follow=True)
        assert body(answer) == (made / name).read_bytes()
    assert client.get("/data/node-key.pub.pem").content == (made / "node-key.pub.pem").read_bytes()


def test_a_download_that_broke_off_goes_on(client: Client, made: Path) -> None:
    where, whole = f"/data/{made.name}/listings.jsonl.gz", (made / "listings.jsonl.gz").read_bytes()
    first = client.get(where, HTTP_ACCEPT_ENCODING="gzip, deflate")
    assert (body(first), first["Content-Length"], first["Accept-Ranges"]) == (whole, str(len(whole)), "bytes")
    etag = first["ETag"]
    rest = client.get(where, HTTP_RANGE="bytes=100-", HTTP_IF_RANGE=etag, HTTP_ACCEPT_ENCODING="gzip")
    assert rest.status_code == HTTPStatus.PARTIAL_CONTENT
    assert whole[:100] + body(rest) == whole
    assert rest["Content-Range"] == f"bytes 100-{len(whole) - 1}/{len(whole)}"
    assert body(client.get(where, HTTP_RANGE="bytes=100-", HTTP_IF_RANGE='"another"')) == whole
    assert client.get(where, HTTP_IF_NONE_MATCH=etag).status_code == HTTPStatus.NOT_MODIFIED
    head = client.head(where)
    assert (head.status_code, head["Content-Length"], head["ETag"]) == (HTTPStatus.OK, str(len(whole)), etag)


def test_parts_are_cut_as_the_standard_says(client: Client, made: Path) -> None:
    where, whole = f"/data/{made.name}/datapackage.json", (made / "datapackage.json").read_bytes()
    size = len(whole)
    for asked, expected in (
        ("bytes=0-0", whole[:1]), ("bytes=5-9", whole[5:10]), ("bytes=-7", whole[-7:]), (f"bytes=-{size * 2}", whole),
        (f"bytes=5-{size * 2}", whole[5:]),
    ):  # fmt: skip
        answer = client.get(where, HTTP_RANGE=asked)
        assert (answer.status_code, body(answer)) == (HTTPStatus.PARTIAL_CONTENT, expected), asked
        assert answer["Content-Length"] == str(len(expected))
    for asked in (f"bytes={size}-", "bytes=-0", f"bytes={size + 5}-{size + 9}"):
        answer = client.get(where, HTTP_RANGE=asked)
        assert answer.status_code == HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE
        assert answer["Content-Range"] == f"bytes */{size}"
    for asked in (
        "bytes=9-5",
        "bytes=-",
        "bytes=a-b",
        "lines=0-5",
        "bytes=0-1,4-5",
        f"bytes=0-{'9' * 40}",
        "bytes=٣-٤",
    ):
        answer = client.get(where, headers={"Range": asked})
        assert (answer.status_code, body(answer)) == (HTTPStatus.OK, whole), asked


def test_nothing_but_the_files_of_dumps_is_given_out(client: Client, made: Path, dump_folder: Path) -> None:
    (dump_folder / ".making-20260101T000000Z").mkdir()
    (made / "private").write_text("x")
    for where in (
        f"{made.name}/private", f"{made.name}/..%2F.lock", f"..%2F{made.name}/SHA256SUMS", "latest/.lock",
        ".making-20260101T000000Z/listings.csv.gz", "20200101T000000Z/SHA256SUMS", "99999999T999999Z/SHA256SUMS",
        f"{made.name}%0A/SHA256SUMS", f"{made.name}/node-key.pem", "latest/node-key.pem",
    ):  # fmt: skip
        assert client.get(f"/data/{where}").status_code == HTTPStatus.NOT_FOUND, where
