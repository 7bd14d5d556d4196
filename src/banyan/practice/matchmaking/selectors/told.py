"""A need told in words, read as a listing that is stored nowhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from banyan.base.clock import now
from banyan.base.ids import new_id
from banyan.domain.listings.selectors import BY_NAME, parse
from banyan.domain.listings.types import Kind, ListingView, State, Values, text
from banyan.practice.matchmaking.selectors.understand import understand

_TITLE = 200


@dataclass(frozen=True, slots=True)
class NeedTold:
    """``raw``: the answers as a form would send them; ``understood``: the codes read from the words, by field."""

    raw: Mapping[str, object]
    understood: Mapping[str, list[str]]

    def view(self) -> ListingView:
        """The need as its writer would see it; version 0 tells that none is stored."""
        return _unstored(parse(Kind.NEED, self.raw).values)


def need_told(words: str, *, language_hint: str = "en") -> NeedTold:
    """What words (already tidy) say of a need, in any language; the hint counts where they are too few to tell."""
    draft = understand(text=words, language_hint=language_hint)
    known = {
        name: given
        for name, given in draft.raw.items()
        if name in BY_NAME and Kind.NEED in BY_NAME[name].kinds and not BY_NAME[name].managed
    }
    return NeedTold(
        raw={"language": draft.language or "en", **known, "problem": words},
        understood={one.field: list(one.values) for one in draft.understood},
    )


def _unstored(values: Values) -> ListingView:
    return ListingView(
        id=new_id("drf"),
        kind=Kind.NEED,
        state=State.DRAFT,
        title=" ".join(text(values, "problem").split())[:_TITLE],
        summary="",
        language=text(values, "language"),
        values=values,
        hidden={},
        organisation="",
        organisation_name="",
        chapter="",
        anonymous=False,
        is_sample=False,
        completeness=0,
        version=0,
        published=None,
        expires=None,
        last_confirmed=None,
        changed=now(),
        inside=True,
    )
