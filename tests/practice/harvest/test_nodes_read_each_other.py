"""What another node gives, as our own door gives it; the other one stands under its own name."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from django.test import Client
from pytest_django.fixtures import Settings
from tests.cast import PROVIDER, Cast
from tests.factories.listings import published
from tests.factories.web import Answer, Asked, Site
from tests.practice.harvest.conftest import added, run

from banyan.base.clock import now, standing_at
from banyan.base.nodes import node_at, our_node
from banyan.domain.listings.models import Listing
from banyan.domain.listings.services import listing_withdraw
from banyan.domain.listings.types import Kind, State
from banyan.practice.harvest.models import Source, SourceRecord
from banyan.practice.harvest.types import Outcome, RunState

pytestmark = pytest.mark.django_db
Serve = Callable[[Answer], AbstractContextManager[Site]]


def _as_node(settings: Settings, host: str, *, scheme: str = "https") -> dict[str, bytes]:
    """What our door answers when we are called ``host``."""
    here, settings.BANYAN_URL = settings.BANYAN_URL, f"{scheme}://{host}"
    try:
        with standing_at(now().replace(year=now().year + 1)):
            return {
                "Identify": Client().get("/oai?verb=Identify").content,
                "ListRecords": Client().get("/oai?verb=ListRecords&metadataPrefix=banyan").content,
            }
    finally:
        settings.BANYAN_URL = here


def _answering(pages: dict[str, bytes]) -> Answer:
    def answer(asked: Asked) -> None:
        asked.say(pages["Identify" if "Identify" in asked.path else "ListRecords"], kind="text/xml")

    return answer


def _named(source: str, node: str) -> None:
    """The test server is reached by number; a node is reached by its name."""
    Source.objects.filter(public_id=source).update(node=node)


def test_an_offer_of_another_node_comes_whole_but_without_its_people(
    cast: Cast, serve: Serve, settings: Settings
) -> None:
    own = published(cast.kofi, Kind.OFFER, organisation=PROVIDER).id
    pages = _as_node(settings, "mwanza.example")
    with serve(_answering(pages)) as there:
        source = added(cast, there.url, "banyan")
        _named(source, "mwanza.example")
        assert run(source) is RunState.DONE
        written = Listing.objects.get(public_id=own)
        copy = Listing.objects.get(origin_node="mwanza.example")
        assert copy.origin_id == f"oai:mwanza.example:{own}"
        assert copy.origin_chain == ["mwanza.example"]
        assert (copy.title, copy.summary, copy.kind) == (written.title, written.summary, written.kind)
        assert copy.url.startswith("https://mwanza.example/")
        assert (copy.organisation, copy.owner, copy.contact, copy.contact_email) == (None, None, None, "")
        assert copy.follows_source
        assert set(written.details) - set(copy.details) <= {"contact", "deputy"}
        listing_withdraw(public_id=own, by=cast.kofi)
        Listing.objects.filter(pk=copy.pk).update(
            published=None, state=State.DRAFT
        )  # the other node holds no copy of its own
        pages |= _as_node(settings, "mwanza.example")
        Listing.objects.filter(pk=copy.pk).update(published=copy.published, state=State.PUBLISHED)
        Source.objects.update(since=None)
        run(source)
    copy.refresh_from_db()
    assert copy.state == State.WITHDRAWN


def test_what_came_from_here_does_not_come_back(cast: Cast, serve: Serve, settings: Settings) -> None:
    published(cast.kofi, Kind.OFFER, organisation=PROVIDER)
    pages = _as_node(settings, our_node())
    with serve(_answering(pages)) as there:
        source = added(cast, there.url, "banyan")
        _named(source, "gulu.example")
        assert run(source) is RunState.DONE
    assert Listing.objects.count() == 1
    assert Source.objects.get().runs.get().counts == {Outcome.OURS: 1}


def test_of_two_ways_to_a_record_the_shorter_writes_whichever_comes_first(
    cast: Cast, serve: Serve, settings: Settings
) -> None:
    published(cast.kofi, Kind.OFFER, organisation=PROVIDER)
    pages = _as_node(settings, "mwanza.example")
    with serve(_answering(pages)) as relay, serve(_answering(pages)) as direct:
        far = added(cast, relay.url, "banyan")
        _named(far, "gulu.example")
        run(far)
        assert Listing.objects.get(origin_node="mwanza.example").origin_chain == ["mwanza.example", "gulu.example"]
        near = added(cast, direct.url, "banyan")
        _named(near, "mwanza.example")
        run(near)
        assert SourceRecord.objects.exclude(listing="").get().source.public_id == near
        Source.objects.update(since=None)
        SourceRecord.objects.update(sha256="")
        run(far)
    assert SourceRecord.objects.exclude(listing="").get().source.public_id == near
    assert Listing.objects.filter(origin_node="mwanza.example").count() == 1


def test_no_node_writes_over_what_came_from_somebodys_file(cast: Cast, serve: Serve, settings: Settings) -> None:
    own = published(cast.kofi, Kind.OFFER, organisation=PROVIDER).id
    pages = _as_node(settings, "mwanza.example")
    mine = published(cast.kofi, Kind.OFFER).id
    Listing.objects.filter(public_id=mine).update(origin_node="mwanza.example", origin_id=f"oai:mwanza.example:{own}")
    before = Listing.objects.get(public_id=mine).version
    with serve(_answering(pages)) as there:
        source = added(cast, there.url, "banyan")
        _named(source, "mwanza.example")
        run(source)
    assert Listing.objects.get(public_id=mine).version == before
    assert Source.objects.get().runs.get().counts == {Outcome.ELSEWHERE: 1}


def test_two_nodes_on_one_machine_are_two(cast: Cast, serve: Serve, settings: Settings) -> None:
    own = published(cast.kofi, Kind.OFFER, organisation=PROVIDER).id
    settings.BANYAN_URL = "http://127.0.0.1:8801"
    pages: dict[str, bytes] = {}
    with serve(lambda asked: _answering(pages)(asked)) as there:
        port = int(there.host.rpartition(":")[2])
        pages |= _as_node(settings, there.host, scheme="http")
        source = added(cast, there.url, "banyan")
        assert run(source) is RunState.DONE
    copy = Listing.objects.exclude(public_id=own).get()
    assert (copy.origin_node, copy.origin_id) == (f"127.0.0.1-{port}", f"oai:127.0.0.1-{port}:{own}")
    assert copy.origin_chain == [f"127.0.0.1-{port}"]


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("https://a.example/oai", "a.example"),
        ("https://A.example:443", "a.example"),
        ("http://a.example:80/", "a.example"),
        ("http://a.example:443", "a.example-443"),
        ("http://127.0.0.1:8801/oai?x=1", "127.0.0.1-8801"),
        ("http://[::1]:8801", "1-8801"),
        ("http://a.example:99999", ""),
        ("nothing", ""),
    ],
)
def test_a_node_is_called_by_its_address(address: str, name: str) -> None:
    assert node_at(address) == name
