from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict

import pytest
from tests.cast import SEEKER, Cast
from tests.factories.listings import published

from banyan.base.clock import now
from banyan.base.outbox.models import OutboxEvent
from banyan.domain.accounts.policy import Asker
from banyan.domain.listings.errors import NoSuchListing
from banyan.domain.listings.formats import json_ld, record, write_csv, write_jsonl
from banyan.domain.listings.selectors import (
    attachment_file,
    changed_page,
    filter_listings,
    for_index,
    history,
    listing_get,
    listings_by_ids,
    mine,
    open_to_all,
)
from banyan.domain.listings.services import attachment_add
from banyan.domain.listings.types import Filters, ListingView, Visibility

SECRET = "zzsecret"


@pytest.fixture
def hidden(cast: Cast) -> str:
    """Amina's need, posted without a name, with everything that could give her away."""
    made = published(
        cast.amina,
        checked_by=cast.sami,
        anonymous=True,
        organisation=SEEKER,
        contact="amina@example.org",
        deputy=f"{SECRET}@example.org",
        url=f"https://{SECRET}.example.org/",
        visibility={"organisation": "public", "contact": "public", "url": "public"},
    )
    attachment_add(public_id=made.id, name=f"{SECRET}.txt", content=b"our letterhead", by=cast.amina)
    return made.id


def told(view: object) -> str:
    return json.dumps(view, default=str, ensure_ascii=False)


def gives_away(text: str, cast: Cast) -> list[str]:
    secrets = (SECRET, SEEKER, "Mwembe", "amina", cast.amina.public_id)
    return [secret for secret in secrets if secret.lower() in text.lower()]


def everything_seen(public_id: str, asker: Asker) -> Iterator[ListingView]:
    for granted in (None, *Visibility):
        yield listing_get(public_id, for_user=asker, granted=granted)
    yield from listings_by_ids([public_id], for_user=asker)
    yield from filter_listings(Filters(), for_user=asker).rows
    yield from mine(asker)
    yield from open_to_all()
    yield from changed_page(since=None, until=now(), filters=Filters()).rows


def test_no_view_no_export_and_no_index_row_names_the_owner(cast: Cast, hidden: str) -> None:
    for asker in (*cast.outsiders(), cast.kofi, cast.mei):
        for view in everything_seen(hidden, asker):
            written = (asdict(view), record(view), json_ld(view, url="https://node.example.org/l/1"))
            exported = "".join((*write_csv([view]), *write_jsonl([view])))
            assert gives_away(told(written) + exported, cast) == []
    assert gives_away(told([asdict(row) for row in for_index()]), cast) == []
    events = OutboxEvent.objects.filter(key=hidden).values_list("payload", flat=True)
    assert gives_away(told(list(events)), cast) == []


def test_it_is_not_found_under_its_organisation(cast: Cast, hidden: str) -> None:
    for asker in cast.outsiders():
        assert list(filter_listings(Filters(organisation=SEEKER), for_user=asker).rows) == []


def test_its_history_and_files_stay_inside(cast: Cast, hidden: str) -> None:
    file = listing_get(hidden, for_user=cast.amina).attachments[0]
    for asker in (*cast.outsiders(), cast.kofi):
        with pytest.raises(NoSuchListing):
            history(hidden, for_user=asker)
        with pytest.raises(NoSuchListing):
            attachment_file(file.id, for_user=asker, granted=Visibility.AFTER_ACCEPTANCE)


def test_the_owner_the_broker_and_the_steward_know(cast: Cast, hidden: str) -> None:
    for asker in (cast.amina, cast.rosa, cast.sami, cast.noor):
        view = listing_get(hidden, for_user=asker)
        assert view.inside
        assert view.organisation == SEEKER
