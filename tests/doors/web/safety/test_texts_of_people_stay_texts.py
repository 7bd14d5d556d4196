"""What people write is shown as text and never runs: not on a page, not in structured data, not in a spreadsheet."""

from __future__ import annotations

import json
import re

import pytest
from django.test import Client
from tests.cast import PROVIDER, Cast
from tests.doors.web.reading import signed_in
from tests.factories.listings import OFFER, published

from banyan.base.errors import Invalid
from banyan.domain.listings.formats import neutralised, read_xlsx, restored, write_csv, write_xlsx
from banyan.domain.listings.selectors import open_to_all
from banyan.domain.listings.services import listing_create
from banyan.domain.listings.types import Kind

EVIL = """</script><script>alert(1)</script><img src=x onerror=alert(1)>"' onmouseover=alert(1) {{ 7|add:7 }}"""
ADDRESSES = (
    "javascript:alert(1)", "javascript://example.org/%0aalert(1)", "data:text/html,x", "//evil.example", "vbscript:x",
    "https://example.org/\nx", "https://user@example.org", " java\tscript:alert(1)",
)  # fmt: skip
INLINE = re.compile(r"<[^>]*\s(on\w+|style)\s*=|javascript:", re.IGNORECASE)


def test_no_page_runs_it(cast: Cast) -> None:
    offer = published(
        cast.kofi,
        Kind.OFFER,
        title=EVIL,
        summary=EVIL,
        problem_solved=EVIL,
        how_it_works=EVIL,
        organisation=PROVIDER,
        url='https://example.org/"onmouseover="alert(1)',
        claims=[{"what": EVIL, "value": 3, "source": "javascript:alert(1)"}],
        in_use=[{"place": "KE", "note": EVIL}],
    ).id
    pages = [f"/listing/{offer}/", f"/need/{offer}/answers/", f"/compare/?id={offer}", f"/listing/{offer}/edit/"]
    pages += ["/", "/search/?q=alert", f"/search/?q={EVIL}", "/mine/", f"/organisations/{PROVIDER}/"]
    for client in (Client(), signed_in(cast.kofi), signed_in(cast.noor)):
        for page in pages:
            answer = client.get(page)
            source = answer.content.decode()
            assert "<script>alert" not in source, page
            assert "<img src=x" not in source, page
            assert INLINE.search(re.sub(r'"[^"]*"', '""', source)) is None, page
            assert not re.search(r'(href|src|action)\s*=\s*"?\s*(javascript|data|vbscript):', source), page
            policy = answer.headers.get("Content-Security-Policy", "default-src")
            assert "unsafe" not in policy
            for block in re.findall(r'<script type="application/ld\+json">(.*?)</script>', source, re.DOTALL):
                assert isinstance(json.loads(block), dict)
            for link in re.findall(r'<a [^>]*href="https?://[^>]*>', source):
                assert 'rel="nofollow noopener"' in link, link


@pytest.mark.parametrize("address", ADDRESSES)
def test_only_web_addresses_are_taken(cast: Cast, address: str) -> None:
    with pytest.raises(Invalid):
        listing_create(by=cast.kofi, kind=Kind.OFFER, raw={**OFFER, "url": address})
    form = {"name": "A name", "kind": "company", "country": "KE", "website": address}
    assert signed_in(cast.kofi).post("/organisations/new/", form).status_code == 422


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", "＝", "＋", "－", "＠", "'=", "''＝"])
def test_no_cell_is_a_formula(start: str) -> None:
    cell = f'{start}HYPERLINK("https://evil.example")'
    assert neutralised(cell).startswith("'")
    assert restored(neutralised(cell)) == cell


def test_odd_letters_travel_in_a_workbook(cast: Cast) -> None:
    published(cast.kofi, Kind.OFFER, title="Dryer \ufffe\uffff\u202e\u2028 =x", summary="=1+1\u200b")
    views = list(open_to_all())
    assert next(iter(read_xlsx(write_xlsx(views))))["summary"] == views[0].summary
    assert "'=1+1" in "".join(write_csv(views))


@pytest.mark.parametrize("address", ["/account/login/", "/organisations/new/", "/language/setlang/"])
def test_a_request_that_cannot_be_read_gets_a_page(cast: Cast, address: str) -> None:
    client = signed_in(cast.uma)
    many = "&".join(f"f{number}=1" for number in range(2001))
    huge = "name=" + "x" * 5_300_000
    form = "application/x-www-form-urlencoded"
    broken = "multipart/form-data"
    for body, kind in ((many, form), (huge, form), ("--x\r\n", broken), ("x", f"{broken}; boundary=\xff")):
        answer = client.post(address, body, content_type=kind)
        assert answer.status_code < 500
        assert b"<main" in answer.content or answer.status_code == 302
