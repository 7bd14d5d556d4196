from __future__ import annotations

import gzip
from collections.abc import Callable
from contextlib import AbstractContextManager
from itertools import count

import pytest
from django.conf import settings
from tests.cast import Cast
from tests.factories.repository import Repository
from tests.factories.web import Answer, Asked, Site
from tests.practice.harvest.conftest import added, run

from banyan.domain.listings.models import Listing
from banyan.domain.listings.types import State
from banyan.practice.harvest.models import Run, Source, SourceRecord
from banyan.practice.harvest.types import RunState

pytestmark = pytest.mark.django_db
Serve = Callable[[Answer], AbstractContextManager[Site]]

_BOMB = (
    '<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True))
    + ']><OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><Identify>&i;</Identify></OAI-PMH>'
).encode()
_FILE = (
    b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]>'
    b'<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><Identify>&f;</Identify></OAI-PMH>'
)

_PACKED = gzip.compress(bytes(50_000_000))


def _hangs(asked: Asked) -> None:
    asked.closing.wait(20)


def _drips(asked: Asked) -> None:
    asked.begin()
    while not asked.closing.wait(0.02):
        asked.wfile.write(b"<")


def _busy(asked: Asked) -> None:
    asked.say(b"", status=503, headers={"Retry-After": "7200"})


def _endless(asked: Asked) -> None:
    asked.begin(Content_Type="text/xml")
    while not asked.closing.is_set():
        asked.wfile.write(b"<a>" * 20_000)


def _two_gigabytes(asked: Asked) -> None:
    asked.begin(Content_Length=str(2 * 2**30))
    asked.closing.wait(20)


def _gzip_bomb(asked: Asked) -> None:
    asked.say(_PACKED, headers={"Content-Encoding": "gzip"})


def _leads_inside(asked: Asked) -> None:
    asked.say(b"", status=302, headers={"Location": "http://169.254.169.254/latest/meta-data/"})


def _forbids(asked: Asked) -> None:
    asked.say(b"", status=403)


def _says(body: bytes) -> Answer:
    return lambda asked: asked.say(body, kind="text/xml")


_PASSING: dict[str, Answer] = {"hangs": _hangs, "drips": _drips, "busy": _busy}
_HOPELESS: dict[str, Answer] = {
    "endless": _endless,
    "two gigabytes": _two_gigabytes,
    "gzip bomb": _gzip_bomb,
    "leads inside": _leads_inside,
    "forbids": _forbids,
    "entity bomb": _says(_BOMB),
    "outside entity": _says(_FILE),
    "wrong encoding": _says('<?xml version="1.0" encoding="utf-8"?><OAI-PMH>é</OAI-PMH>'.encode("latin-1")),
    "not XML": _says(b"<html><p>Hello"),
    "too deep": _says(b"<a>" * 5000 + b"</a>" * 5000),
    "another form": _says(b"<rss/>"),
    "nothing": _says(b""),
}


@pytest.fixture
def good(cast: Cast, there: Site) -> str:
    """A source that is as it should be; whatever another does, this one is read."""
    return added(cast, there.url)


@pytest.mark.parametrize("name", [*_PASSING, *_HOPELESS])
def test_who_hangs_lies_or_floods_is_stopped_and_the_others_are_read(
    cast: Cast, good: str, serve: Serve, name: str
) -> None:
    with serve({**_PASSING, **_HOPELESS}[name]) as bad:
        source = added(cast, bad.url)
        state = run(source)
        found = Run.objects.get(source__public_id=source)
        assert state is (RunState.RUNNING if name in _PASSING else RunState.FAILED)
        assert found.trouble
        assert "127.0.0.1" not in found.trouble
        assert not SourceRecord.objects.filter(source__public_id=source).exists()
        later = Source.objects.get(public_id=source)
        assert later.failures == 1
        assert later.next_run is not None
        assert later.next_run > found.started
        assert run(good) is RunState.DONE
    assert Listing.objects.filter(state=State.PUBLISHED).count() == 7


def test_a_source_that_asks_for_two_hours_gets_them(cast: Cast, serve: Serve) -> None:
    with serve(_busy) as bad:
        source = added(cast, bad.url)
        run(source)
    later = Source.objects.get(public_id=source)
    assert later.next_run is not None
    assert (later.next_run - Run.objects.get().started).total_seconds() >= 7200


def test_a_source_that_never_answers_is_given_up_in_the_end(cast: Cast, serve: Serve) -> None:
    with serve(_busy) as bad:
        source = added(cast, bad.url)
        assert [run(source) for _turn in range(6)][-1] is RunState.FAILED
    assert Run.objects.count() == 1


def _pages(repository: Repository, token: Callable[[], str], ids: Callable[[], str]) -> Answer:
    """Pages that go on for ever."""

    def answer(asked: Asked) -> None:
        if "Identify" in asked.path:
            asked.say(repository.document({"verb": "Identify"}).encode())
            return
        id_ = ids()
        if id_:
            repository.put(id_, f"Dryer {id_}")
        listed = repository.record(id_) if id_ else ""
        inside = f"<ListRecords>{listed}<resumptionToken>{token()}</resumptionToken></ListRecords>"
        asked.say(repository.framed(inside).encode())

    return answer


def test_the_same_mark_again_ends_the_reading(cast: Cast, serve: Serve, repository: Repository) -> None:
    numbers = count()
    with serve(_pages(repository, lambda: "same", lambda: f"n{next(numbers)}")) as bad:
        assert run(added(cast, bad.url)) is RunState.FAILED
        assert len(bad.heard) == 3
    assert "again and again" in Run.objects.get().trouble


@pytest.mark.parametrize("id_", ["one", ""])
def test_marks_without_end_over_nothing_new_end_the_reading(
    cast: Cast, serve: Serve, repository: Repository, id_: str
) -> None:
    numbers = count()
    with serve(_pages(repository, lambda: f"t{next(numbers)}", lambda: id_)) as bad:
        assert run(added(cast, bad.url)) is RunState.FAILED
        assert len(bad.heard) < 15


def test_new_records_without_end_end_at_the_limit(
    cast: Cast, serve: Serve, repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "BANYAN_HARVEST_RECORDS", 20)
    tokens, ids = count(), count()
    with serve(_pages(repository, lambda: f"t{next(tokens)}", lambda: f"n{next(ids)}")) as bad:
        assert run(added(cast, bad.url)) is RunState.FAILED
    assert SourceRecord.objects.count() == 21


def test_dates_that_lie_lose_nothing(cast: Cast, repository: Repository, there: Site) -> None:
    repository.now = "2999-01-01T00:00:00Z"
    repository.put("oai:ideas.example:future", "From the future", "2998-01-01T00:00:00Z")
    repository.put("oai:ideas.example:past", "From long ago", "0001-01-01T00:00:00Z")
    repository.put("oai:ideas.example:odd", "From nowhere", "yesterday")
    source = added(cast, there.url)
    assert run(source) is RunState.DONE
    assert Listing.objects.count() == 10
    known = Source.objects.get(public_id=source).since
    assert known is not None
    assert known <= Run.objects.get().started


def test_one_id_given_twice_is_taken_once_and_told(cast: Cast, serve: Serve) -> None:
    rows = b"id,title\na,First dryer\na,Second dryer\nb,Third dryer\n"
    with serve(lambda asked: asked.say(rows, kind="text/csv")) as bad:
        assert run(added(cast, bad.url, "csv")) is RunState.DONE
    assert sorted(Listing.objects.values_list("title", flat=True)) == ["First dryer", "Third dryer"]
    assert Run.objects.get().repeated == ["a"]


def test_no_record_makes_itself_somebody_of_this_node(cast: Cast, serve: Serve) -> None:
    rows = (
        b"id,title,organisation,contact,deputy,chapter,visibility,anonymous,kind\n"
        b"a,Dryer,jua-dryers,kofi@example.org,amina@example.org,eastern-africa,,yes,need\n"
    )
    with serve(lambda asked: asked.say(rows, kind="text/csv")) as bad:
        run(added(cast, bad.url, "csv"))
    row = Listing.objects.get()
    assert (row.organisation, row.contact, row.deputy, row.owner) == (None, None, None, None)
    assert (row.contact_email, row.anonymous, row.chapter) == ("", False, None)
