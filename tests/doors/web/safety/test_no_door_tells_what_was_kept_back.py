"""One walk past every door, looking for the words that must not be there."""

from __future__ import annotations

import gzip
import io
import zipfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.http import StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.test import Client
from tests.cast import CHAPTER, PROVIDER, SEEKER, Cast
from tests.doors.web.reading import signed_in
from tests.factories.listings import published

from banyan.base.clock import today
from banyan.domain.listings.formats import read_xlsx, write_csv, write_jsonl, write_xlsx
from banyan.domain.listings.selectors import exchange, listing_get, open_to_all
from banyan.domain.listings.services import attachment_add, listing_translate
from banyan.domain.listings.types import Change, Kind, TranslationStatus
from banyan.doors.federation.dump.keeping import dump_make

SECRET = "zzkept"
DAY = today() + timedelta(days=41)
#: Whatever else stands on a page, these words would give something away.
SECRETS = (SECRET, SEEKER, "Mwembe", "amina", str(DAY), f"{DAY:%b} {DAY.day}, {DAY.year}", "48271")
DOORS = (
    "/", "/search/", "/search/?q=mango", "/search/?q={secret}", "/search/?sort=closing_soon", "/search/?kinds=need",
    f"/organisations/{PROVIDER}/", f"/chapters/{CHAPTER}/", "/chapters/", "/mine/", "/mine/review/",
    "/listing/{need}/", "/listing/{need}/?in=sw", "/need/{need}/answers/", "/need/{need}/answers/?all=1",
    "/listing/{offer}/", "/need/{offer}/answers/", "/compare/?id={offer}&id={need}",
    "/compare/?id={offer}&id={other}&need={need}",
    "/listing/{need}/edit/", "/listing/{offer}/edit/", "/listing/{need}/publish/", "/listing/{need}/do/withdraw/",
    "/file/{file}/", "/listing/{gone}/", "/need/{gone}/answers/",
)  # fmt: skip

#: For programs and other systems; what they get is looked at unpacked.
OPEN_DOORS = (
    "/listing/{need}.jsonld", "/listing/{offer}.jsonld", f"/organisations/{PROVIDER}.jsonld",
    "/feed/listings.atom", "/feed/listings.atom?kinds=need", "/feed/listings.atom?q=mango",
    "/export/listings.csv", "/export/listings.xlsx", "/export/listings.jsonl",
    "/data/", "/catalog.ttl", "/catalog.jsonld", "/sitemap.xml", "/sitemap-listings-1.xml", "/robots.txt",
    "/oai?verb=Identify", "/oai?verb=ListSets", "/oai?verb=ListRecords&metadataPrefix=oai_dc",
    "/oai?verb=ListRecords&metadataPrefix=banyan", "/oai?verb=ListIdentifiers&metadataPrefix=banyan",
    "/oai?verb=ListRecords&metadataPrefix=banyan&set=kind:need",
    "/api/v1/listings", "/api/v1/listings?kinds=need", "/api/v1/listings/{need}", "/api/v1/listings/{offer}",
    "/api/v1/changes", "/api/v1/search?q=mango", "/api/v1/search?q={secret}", f"/api/v1/listings?organisation={SEEKER}",
    f"/api/v1/listings?chapter={CHAPTER}&kinds=need", f"/api/v1/organisations/{PROVIDER}", "/api/v1/openapi.json",
)  # fmt: skip


@pytest.fixture
def kept(cast: Cast, indexed: Callable[[], object]) -> dict[str, str]:
    """An anonymous need and an offer, with all that can be kept back kept back."""
    need = published(
        cast.amina,
        checked_by=cast.sami,
        anonymous=True,
        organisation=SEEKER,
        deputy=f"{SECRET}@example.org",
        url=f"https://{SECRET}.example.org/",
        tried=f"{SECRET} drying",
        outcome=f"{SECRET} slices",
        budget_max=48271,
        deadline=DAY.isoformat(),
        visibility=dict.fromkeys(("tried", "outcome", "budget_max", "deadline", "chapter"), "after_enquiry"),
    )
    file = attachment_add(public_id=need.id, name=f"{SECRET}.txt", content=b"our letterhead", by=cast.amina)
    offer = published(
        cast.kofi,
        Kind.OFFER,
        organisation=PROVIDER,
        how_it_works=f"{SECRET} fans",
        compared=f"{SECRET} sun",
        claims=[{"what": f"{SECRET} water", "value": 48271}],
        cost_purchase=48271,
        trl_evidence=f"{SECRET} evidence",
        ip_patents=[{"number": f"{SECRET}1", "country": "KE", "status": "granted"}],
        visibility=dict.fromkeys(
            ("how_it_works", "compared", "claims", "cost_purchase", "trl_evidence", "ip_patents"), "after_acceptance"
        ),
    )
    translate(offer, cast)
    indexed()
    other = published(cast.kofi, Kind.OFFER)
    return {
        "need": need.id,
        "offer": offer.id,
        "other": other.id,
        "file": file.id,
        "gone": "lst_none",
        "secret": SECRET,
    }


def translate(offer: Change, cast: Cast) -> None:
    texts = {"how_it_works": f"{SECRET} feni", "title": "Kikausha"}
    listing_translate(public_id=offer.id, language="sw", texts=texts, status=TranslationStatus.HUMAN, by=cast.kofi)


def gives_away(told: str | bytes, *, asked: str = "") -> list[str]:
    page = (told if isinstance(told, str) else told.decode(errors="replace")).lower()
    return [one for one in SECRETS if one.lower() in page.replace(asked.lower(), "") if one != asked]


def test_no_page_tells_those_outside(cast: Cast, kept: dict[str, str]) -> None:
    for who, client in (("visitor", Client()), ("uma", signed_in(cast.uma))):
        for door in DOORS:
            address = door.format(**kept)
            asked = SECRET if "q=" in address else ""
            answer = client.get(address)
            body = b"" if answer.streaming else answer.content
            assert answer.status_code < 500
            assert gives_away(body + str(answer.headers).encode(), asked=asked) == [], (who, door)
        with_scripts = client.get("/search/?q=mango", headers={"HX-Request": "true"})
        assert gives_away(with_scripts.content) == []
        assert kept["offer"] not in client.get(f"/search/?q={SECRET}").content.decode()


def test_no_door_for_other_systems_tells_them(
    cast: Cast, kept: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exchange, "MARGIN", timedelta(seconds=-5))  # what was written just now is told at once
    told = {door: whole(Client().get(door.format(**kept))) for door in OPEN_DOORS}
    for door, text in told.items():
        asked = {"{secret}": SECRET, SEEKER: SEEKER}.get(next((o for o in ("{secret}", SEEKER) if o in door), ""), "")
        assert gives_away(text, asked=asked) == [], door
    for door in ("/export/listings.xlsx", "/oai?verb=ListRecords&metadataPrefix=banyan", "/api/v1/changes"):
        assert "Drying mango slices" in told[door], f"{door} has nothing to give away"
    for door in (f"/api/v1/listings?organisation={SEEKER}", f"/api/v1/listings?chapter={CHAPTER}&kinds=need"):
        assert kept["need"] not in told[door], door
    for subject in ({"listing": kept["need"]}, {"listing": kept["offer"]}, {"text": "dry mango when it rains"}):
        answer = Client().post("/api/v1/match", subject, content_type="application/json")
        assert gives_away(whole(answer)) == [], subject


def whole(answer: HttpResponseBase) -> str:
    """All that was sent, headers too, unpacked where it is packed."""
    assert answer.status_code == 200, answer.headers
    body = b"".join(answer) if isinstance(answer, StreamingHttpResponse) else getattr(answer, "content", b"")
    if body.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(body)) as packed:
            body = b"".join(packed.read(name) for name in packed.namelist())
    return body.decode(errors="replace") + str(answer.headers)


def test_a_kept_back_chapter_or_day_lists_nothing(cast: Cast, kept: dict[str, str]) -> None:
    for door in (f"/chapters/{CHAPTER}/", f"/organisations/{SEEKER}/", "/search/?sort=closing_soon"):
        assert kept["need"] not in Client().get(door).content.decode(), door


def test_members_who_are_neither_owner_nor_administrator_learn_nothing(cast: Cast, kept: dict[str, str]) -> None:
    mei = signed_in(cast.mei)
    for door in ("/mine/", "/mine/review/", "/listing/{offer}/", "/listing/{need}/", "/listing/{need}/edit/"):
        assert gives_away(mei.get(door.format(**kept)).content) == [], door


def test_neither_the_index_on_disk_nor_an_export_holds_it(kept: dict[str, str], index_folder: Path) -> None:
    files = [one for one in index_folder.rglob("*") if one.is_file()]
    assert any(b"mango" in one.read_bytes() for one in files)
    assert [one.name for one in files if gives_away(one.read_bytes())] == []
    views = list(open_to_all())
    assert gives_away("".join((*write_csv(views), *write_jsonl(views)))) == []
    assert gives_away(str(list(read_xlsx(write_xlsx(views))))) == []


def test_no_dump_holds_it(kept: dict[str, str], tmp_path: Path) -> None:
    made = dump_make(tmp_path)
    for file in made.iterdir():
        content = gzip.decompress(file.read_bytes()) if file.suffix == ".gz" else file.read_bytes()
        assert gives_away(content) == [], file.name
    assert b"Drying mango slices" in gzip.decompress((made / "listings.jsonl.gz").read_bytes())


def test_its_owner_reads_all_of_it(cast: Cast, kept: dict[str, str]) -> None:
    page = signed_in(cast.amina).get(f"/listing/{kept['need']}/").content.decode()
    assert f"{SECRET} drying" in page
    assert listing_get(kept["need"], for_user=cast.amina).expires == DAY
