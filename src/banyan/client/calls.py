from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping, Sequence
from types import TracebackType
from typing import Any, Self, cast

import httpx

from banyan.client.errors import ApiError
from banyan.client.shapes import Listing, Matches

_Query = str | int | bool | Sequence[str]


class Client:
    """One node, asked with a token or as a visitor. Use it in a ``with``, or ``close`` it.

    Everything raises ``ApiError`` where the node says no, and what ``httpx`` raises where it cannot be reached.
    ``language`` is the one of sentences. ``http`` may bring an ``httpx.Client`` of your own, such as one with a proxy.
    """

    def __init__(
        self,
        base: str,
        *,
        token: str = "",
        language: str = "en",
        timeout: float = 30.0,
        http: httpx.Client | None = None,
    ) -> None:
        self._base = f"{base.rstrip('/')}/api/v1"
        self._headers = {"Accept": "application/json", "Accept-Language": language}
        if token:
            self._headers["Authorization"] = f"Bearer {token}"
        self._http = http or httpx.Client(timeout=timeout)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Ends the connections."""
        self._http.close()

    def ask(
        self,
        method: str,
        path: str,
        body: Mapping[str, Any] | None = None,
        *,
        params: Mapping[str, _Query] | None = None,
        if_match: str = "",
        key: str = "",
    ) -> httpx.Response:
        """Any operation by its path behind ``/api/v1``; for those that have no method of their own here."""
        headers = dict(self._headers)
        headers |= {"If-Match": if_match} if if_match else {}
        headers |= {"Idempotency-Key": key} if key else {}
        answer = self._http.request(method, self._base + path, json=body, params=params, headers=headers)
        if answer.is_error:
            raise _error(answer)
        return answer

    def listing(self, listing_id: str) -> Listing:
        """One listing as you may see it."""
        return cast("Listing", self.ask("GET", f"/listings/{listing_id}").json())

    def listings(self, **asked: _Query) -> Iterator[Listing]:
        """All published listings that pass, page after page: ``listings(kinds=["offer"], places=["KE"])``."""
        yield from cast("Iterator[Listing]", self.pages("/listings", **asked))

    def search(self, words: str, **asked: _Query) -> Iterator[Listing]:
        """What words find, best first, page after page."""
        yield from (hit["listing"] for hit in self.pages("/search", q=words, **asked))

    def changes(self, **asked: _Query) -> Iterator[dict[str, Any]]:
        """What changed, oldest first; ``deleted`` marks tombstones. ``changes(since="2026-01-31T00:00:00Z")``."""
        yield from self.pages("/changes", **asked)

    def pages(self, path: str, **asked: _Query) -> Iterator[dict[str, Any]]:
        """The items of a list, following the links of its pages."""
        answer = self.ask("GET", path, params=asked)
        while True:
            yield from answer.json()["items"]
            following = answer.links.get("next", {}).get("url", "")
            if not following:
                return
            query = httpx.URL(following).params
            answer = self.ask("GET", path, params={name: query.get_list(name) for name in query})

    def match(self, *, text: str = "", listing: str = "", kinds: Sequence[str] = (), top: int = 10) -> Matches:
        """What answers words, or a listing that is stored, with reasons and doubts."""
        asked = {"text": text, "listing": listing, "kinds": list(kinds), "top": top}
        return cast("Matches", self.ask("POST", "/match", asked).json())

    def create(self, kind: str, fields: Mapping[str, Any], *, key: str = "") -> Listing:
        """A draft of yours. With the same ``key`` (made up here when you give none) it is made once."""
        body = {"kind": kind, "fields": dict(fields)}
        return cast("Listing", self.ask("POST", "/listings", body, key=key or str(uuid.uuid4())).json())

    def update(self, listing: Listing, fields: Mapping[str, Any]) -> Listing:
        """Changes the fields that are named, if nobody changed the listing since you read it (``status`` 412)."""
        path, tag = f"/listings/{listing['id']}", f'"{listing["version"]}"'
        return cast("Listing", self.ask("PATCH", path, {"fields": dict(fields)}, if_match=tag).json())

    def step(self, listing: Listing, verb: str, *, reason: str | None = None, note: str = "") -> Listing:
        """A step of the table of states, such as ``publish``; ``verbs`` of the listing names those you may take."""
        path, tag = f"/listings/{listing['id']}/steps", f'"{listing["version"]}"'
        body = {"verb": verb, "reason": reason, "note": note}
        return cast("Listing", self.ask("POST", path, body, if_match=tag, key=str(uuid.uuid4())).json())


def _error(answer: httpx.Response) -> ApiError:
    """The node's problem; an answer of something before it has none."""
    try:
        said = answer.json()
    except ValueError:
        said = {}
    said = said if isinstance(said, dict) else {}
    wait = answer.headers.get("Retry-After", "")
    return ApiError(
        answer.status_code,
        code=str(said.get("code", "")),
        detail=str(said.get("detail", answer.reason_phrase)),
        errors=said.get("errors") if isinstance(said.get("errors"), dict) else {},
        retry_after=int(wait) if wait.isdigit() else None,
    )
