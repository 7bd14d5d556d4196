from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from secrets import token_hex

import httpx
import pytest
from django.test import Client as Browser
from pytest_django.fixtures import Settings
from pytest_django.live_server_helper import LiveServer
from tests.cast import Cast, gather
from tests.doors.api.conftest import EVERYTHING
from tests.factories.cases import accepted, listings, opened
from tests.factories.enquiries import sent
from tests.factories.listings import BY_KIND, draft, published

from banyan.client import ApiError, Client
from banyan.domain.accounts.policy import SignedIn
from banyan.domain.accounts.services import token_create
from banyan.domain.listings.types import Kind
from banyan.doors.api.docs import NAMED, lines
from banyan.practice.matchmaking.services import alert_save_search
from banyan.practice.matchmaking.types import SearchRequest


def token_of(person: SignedIn) -> str:
    return token_create(by=person, name="examples", scopes=EVERYTHING, days=30).secret


@pytest.fixture
def node(cast: Cast, program_inside: Callable[..., object]) -> Iterator[Client]:
    """Kofi's program before the node, without a network between them."""
    inside = httpx.Client(transport=httpx.WSGITransport(app=program_inside))  # type: ignore[arg-type]  # a WSGI program
    with Client("http://localhost", token=token_of(cast.kofi), http=inside) as client:
        yield client


def test_a_listing_is_made_changed_and_published(node: Client) -> None:
    made = node.create("offer", BY_KIND[Kind.OFFER], key="once")
    assert node.create("offer", BY_KIND[Kind.OFFER], key="once")["id"] == made["id"]
    better = node.update(made, {"title": "A better dryer"})
    with pytest.raises(ApiError) as caught:
        node.update(made, {"title": "Too late"})
    assert (caught.value.status, caught.value.code) == (412, "stale")
    shown = node.step(better, "publish")
    assert node.listing(made["id"])["title"] == shown["title"] == "A better dryer"
    with pytest.raises(ApiError) as caught:
        node.create("offer", {"trl": 99})
    assert list(caught.value.errors) == ["trl"]


@pytest.mark.usefixtures("settled_at_once")
def test_all_pages_are_read(node: Client, cast: Cast) -> None:
    made = {published(cast.kofi, Kind.OFFER, title=f"Dryer number {n}").id for n in range(5)}
    assert {one["id"] for one in node.listings(kinds=["offer"], size=2)} == made
    assert {one["id"] for one in node.changes(size=2)} == made
    assert {one["id"] for one in node.search("dryer")} == made
    assert node.match(text="Dry mango when it rains", kinds=["offer"], top=2)["index_ready"] is False


def test_an_answer_that_is_no_problem_of_ours_is_told_all_the_same() -> None:
    broken = httpx.MockTransport(lambda _request: httpx.Response(502, text="<h1>Bad gateway</h1>"))
    with Client("http://localhost", http=httpx.Client(transport=broken)) as client, pytest.raises(ApiError) as caught:
        client.listing("lst_x")
    assert (caught.value.status, caught.value.detail) == (502, "Bad Gateway")


def test_the_client_needs_nothing_of_the_node() -> None:
    said = "import sys, banyan.client; print([n for n in ('django', 'pydantic', 'banyan.base') if n in sys.modules])"
    run = subprocess.run([sys.executable, "-c", said], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"


def test_the_page_has_every_operation_and_nothing_from_elsewhere(client: Browser, db: None) -> None:
    page = client.get("/api/docs/").content.decode()
    for line in lines("http://localhost:8000"):
        assert f'id="{line.id}"' in page
    assert "https://cdn" not in page
    assert len(page.encode()) < 60_000


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_every_example_of_the_page_runs(live_server: LiveServer, settings: Settings) -> None:
    settings.BANYAN_FIRST_POSTS_HELD = False
    people = gather()
    offer = published(people.kofi, Kind.OFFER, title="Cabinet dryer").id
    named = {
        "listing_id": offer,
        "enquiry_id": sent(people.mei, offer),
        "case_id": opened(people),
        "alert_id": alert_save_search(request=SearchRequest(text="dryer"), by=people.kofi),
    }
    token, curl = token_of(people.kofi), shutil.which("curl")
    failed: list[str] = []
    for line in lines(live_server.url):
        for example in [("python", line.python), *([("curl", line.curl)] if curl else [])]:
            there = {**named, **prepared(line.id, people)}
            text = example[1]
            for name, value in there.items():
                text = text.replace(NAMED[name], value)
            asker = token_of(people.mei) if line.id == "enquiries_create" else token
            command = [sys.executable, "-c", text] if example[0] == "python" else ["bash", "-c", text]
            run = subprocess.run(command, env={"BANYAN_TOKEN": asker, "PATH": "/usr/bin:/bin"}, capture_output=True)
            if run.returncode:
                failed.append(f"{line.id} {example[0]}: {run.stderr[-300:]!r} {run.stdout[-300:]!r}")
    assert failed == []


def prepared(operation: str, people: Cast) -> dict[str, str]:
    """What an example uses up, made anew for each."""
    match operation:
        case "listings_update" | "listings_step":
            words = " ".join(token_hex(3) for _ in range(60))  # not nearly the same as any other
            own = draft(people.kofi, Kind.OFFER, title="Another dryer", summary=words, problem_solved=words)
            return {"listing_id": own.id}
        case "enquiries_step":
            return {"enquiry_id": sent(people.amina, published(people.kofi, Kind.OFFER, title="Tunnel dryer").id)}
        case "cases_create":
            return {"enquiry_id": accepted(people, *listings(people))}
        case "alerts_delete":
            return {"alert_id": alert_save_search(request=SearchRequest(text="pump"), by=people.kofi)}
        case _:
            return {}
