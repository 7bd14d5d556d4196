"""The official client starts ``banyan mcp`` as a process and talks to it, over the test database."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from mcp import Client, StdioServerParameters
from tests.cast import Cast, gather
from tests.factories.listings import OFFER, draft, published

from banyan.domain.accounts.policy import SignedIn
from banyan.domain.accounts.services import token_create, token_revoke
from banyan.domain.accounts.types import Scope
from banyan.domain.listings.selectors import listing_get, mine
from banyan.domain.listings.types import Kind, State
from banyan.practice.matchmaking.services import index_rebuild

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

WORDS = (
    "Our mango slices grow mould when it rains. We need a dryer that works on cloudy days, for a cooperative in Kenya."
)
READING = {"search_listings", "match_need", "get_listing", "find_codes"}
Talk = Callable[[Client], Awaitable[Any]]


@pytest.fixture
def cast() -> Cast:
    if settings.EMBEDDED is None:
        pytest.skip("needs the embedded server's socket")
    return gather()


def talk(folder: Path, do: Talk, *, token: str = "") -> Any:
    """What comes of talking to a server of its own."""
    default = settings.DATABASES["default"]
    address = f"postgresql://{default['USER']}@/{connection.settings_dict['NAME']}?host={default['HOST']}"
    environment = {
        **os.environ,
        "DATABASE_URL": default.get("URL", address),
        "BANYAN_VAR": str(folder),
        "BANYAN_ENCODER": "none",
        "BANYAN_TOKEN": token,
        "DJANGO_SETTINGS_MODULE": "banyan.project.settings.dev",
    }
    command = "from banyan.doors.cli.main import run; run()"
    started = StdioServerParameters(command=sys.executable, args=["-c", command, "mcp"], env=environment)

    async def conversation() -> Any:
        async with Client(started, read_timeout_seconds=120) as client:
            return await do(client)

    return asyncio.run(conversation())


def asking(tool: str, **given: object) -> Talk:
    async def ask(client: Client) -> Any:
        return await client.call_tool(tool, given)

    return ask


def key(person: SignedIn, *scopes: Scope) -> str:
    return token_create(by=person, name="assistant", scopes=scopes, days=30).secret


def test_it_finds_matches_and_reads_and_never_what_is_hidden(cast: Cast, tmp_path: Path) -> None:
    offer = published(
        cast.kofi,
        Kind.OFFER,
        how_it_works="The secret is the store of stones.",
        visibility={"how_it_works": "signed_in"},
    )
    need = published(cast.amina, anonymous=True, checked_by=cast.rosa)
    hidden = draft(cast.kofi, Kind.OFFER, title="Not yet for anybody")
    index_rebuild(words_only=True)

    async def everything(client: Client) -> list[Any]:
        tools = {tool.name: tool for tool in (await client.list_tools()).tools}
        assert set(tools) == READING, "nothing writes without a token"
        assert all(tool.annotations and tool.annotations.read_only_hint for tool in tools.values())
        return [
            await client.call_tool("search_listings", {"words": "dryer", "kinds": ["offer"]}),
            await client.call_tool("match_need", {"text": WORDS}),
            await client.call_tool("match_need", {"listing": need.id}),
            await client.call_tool("get_listing", {"id": offer.id}),
            await client.call_tool("get_listing", {"id": hidden.id}),
            await client.call_tool("find_codes", {"scheme": "place", "words": "kenya"}),
            await client.call_tool("match_need", {}),
            await client.call_tool("search_listings", {"words": "x" * 501}),
            await client.call_tool("search_listings", {"words": "", "kinds": []}),
        ]

    found, told, matched, read, closed, codes, neither, long, newest = talk(tmp_path, everything)
    assert [one["id"] for one in found.structured_content["found"]] == [offer.id]
    (answer,) = told.structured_content["answers"]
    assert answer["listing"]["id"] == offer.id and answer["reasons"] and "score" in answer
    assert [one["listing"]["id"] for one in matched.structured_content["answers"]] == [offer.id]
    assert read.structured_content["title"] == OFFER["title"]
    assert closed.is_error and "Not yet for anybody" not in str(closed)
    assert {"code": "KE", "name": "Kenya"} in codes.structured_content["found"]
    assert neither.is_error and long.is_error
    assert {one["id"] for one in newest.structured_content["found"]} == {offer.id, need.id}
    everywhere = str([found, told, matched, read, codes, newest])
    for secret in ("store of stones", "amina", "Amina", "mwembe", "example.org"):
        assert secret not in everywhere
    assert not [one for one in mine(cast.amina) if one.state is State.DRAFT], "words that were compared are not kept"


def test_a_token_that_opens_writing_drafts_a_need_for_its_owner_alone(cast: Cast, tmp_path: Path) -> None:
    token = key(cast.uma, Scope.READ, Scope.WRITE)
    answer = talk(tmp_path, asking("draft_need", problem=WORDS, title="A dryer for rainy weeks"), token=token)
    kept = listing_get(answer.structured_content["id"], for_user=cast.uma)
    assert (kept.title, kept.state, kept.values["problem"]) == ("A dryer for rainy weeks", State.DRAFT, WORDS)


def test_a_token_opens_only_its_scopes(cast: Cast, tmp_path: Path) -> None:
    own = draft(cast.uma).id
    reading = talk(tmp_path, asking("get_listing", id=own), token=key(cast.uma, Scope.READ))
    assert reading.structured_content["id"] == own, "what its owner may read"

    async def tries(client: Client) -> tuple[set[str], Any]:
        return {tool.name for tool in (await client.list_tools()).tools}, await client.call_tool(
            "get_listing", {"id": own}
        )

    tools, refused = talk(tmp_path, tries, token=key(cast.uma, Scope.ALERTS))
    assert tools == READING and refused.is_error


def test_a_token_that_is_ended_meanwhile_opens_nothing_more(cast: Cast, tmp_path: Path) -> None:
    made = token_create(by=cast.uma, name="assistant", scopes=[Scope.WRITE], days=30)

    async def ended(client: Client) -> Any:
        await asyncio.to_thread(_ended, made.id, cast.uma)
        return await client.call_tool("draft_need", {"problem": WORDS})

    assert talk(tmp_path, ended, token=made.secret).is_error
    assert not mine(cast.uma)


def _ended(token: str, person: SignedIn) -> None:
    try:
        token_revoke(public_id=token, by=person)
    finally:
        connection.close()
