"""Gathers what the answers page shows: answers with shares that add up, helpers by kind, those that were put aside."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from banyan.domain.accounts.policy import Asker
from banyan.domain.listings.types import Kind, ListingView, Text, codes
from banyan.doors.web.listing.showing import Shown, show
from banyan.practice.matchmaking.selectors import answers_to
from banyan.practice.matchmaking.types import AnswersView, Mark, MatchCard, NextQuestion, Quote, ScoreShare

#: How many answers stand on the page at first, and when somebody asks for more.
FIRST, MORE = 5, 20
_HELPERS = 12
_HELPERS_EACH = 3
_BUT_FOR = 4
_REASONS = 3
_DOUBTS = 3

HELPING: Mapping[Kind, Text] = {
    Kind.FUNDING: gettext_lazy("Money"),
    Kind.TRAINING: gettext_lazy("Training"),
    Kind.SERVICE: gettext_lazy("Advice and tests"),
    Kind.FACILITY: gettext_lazy("Laboratories and test sites"),
}
#: What the page says at its head: a field of the subject, the criterion it is about, and a short name for it.
_ASKED: Mapping[Kind, tuple[tuple[str, str, Text], ...]] = {
    Kind.NEED: (
        ("places", "territory", gettext_lazy("Place")),
        ("budget", "budget", gettext_lazy("Budget")),
        ("deadline", "deadline", gettext_lazy("Needed by")),
        ("quantity", "", gettext_lazy("How much")),
        ("trl_min", "trl", gettext_lazy("Maturity, at least")),
        ("site_power", "site", gettext_lazy("Electricity")),
        ("site_water", "site", gettext_lazy("Water")),
        ("support_wanted", "support", gettext_lazy("Looks for")),
    ),
    Kind.OFFER: (
        ("territories", "", gettext_lazy("Supplied in")),
        ("cost_purchase", "", gettext_lazy("Price")),
        ("trl", "", gettext_lazy("Maturity")),
        ("needs_power", "", gettext_lazy("Electricity, at least")),
    ),
}
_ASKED_OF_OTHERS = (("places", "", gettext_lazy("Place")), ("territories", "", gettext_lazy("Open to")))


@dataclass(frozen=True, slots=True)
class Asked:
    """One condition of the subject; ``hard`` when it must hold."""

    label: Text
    shown: Shown
    hard: bool


@dataclass(frozen=True, slots=True)
class ShareLine:
    """One row of "how we got here"; the points of all rows add up to the score exactly. Below 0 it speaks against."""

    label: str
    points: float

    @property
    def size(self) -> float:
        """How long its bar is."""
        return abs(self.points)


@dataclass(frozen=True, slots=True)
class Misgiving:
    """What speaks against an answer or is not known, with the verdict whose sign it carries."""

    sentence: str
    verdict: str


@dataclass(frozen=True, slots=True)
class Answer:
    """One card: the sentence that answers, at most three reasons and as many doubts, what adds to the score."""

    rank: int
    card: MatchCard
    quote: Quote | None
    reasons: tuple[str, ...]
    doubts: tuple[Misgiving, ...]
    shares: tuple[ShareLine, ...]
    blocking: tuple[str, ...] = ()

    @property
    def most(self) -> float:
        """The longest bar of the shares."""
        return max([self.card.score, *(share.size for share in self.shares)])

    @property
    def open(self) -> tuple[Mark, ...]:
        """The conditions that do not simply fit."""
        return tuple(mark for mark in self.card.marks if mark.verdict != "fits")

    @property
    def fitting(self) -> int:
        """How many conditions fit."""
        return len(self.card.marks) - len(self.open)


@dataclass(frozen=True, slots=True)
class HelperGroup:
    """Helpers of one kind."""

    heading: Text
    answers: tuple[Answer, ...]


@dataclass(frozen=True, slots=True)
class Gathered:
    """The whole page. ``aside`` holds cards that the reader put aside; ``more`` tells that there are others."""

    view: AnswersView
    asked: tuple[Asked, ...]
    answers: tuple[Answer, ...]
    but_for: tuple[Answer, ...]
    helpers: tuple[HelperGroup, ...]
    aside: tuple[MatchCard, ...]
    more: bool

    @property
    def question(self) -> NextQuestion | None:
        """The one question; without anything to order it would be idle."""
        return self.view.question if self.answers or self.but_for else None

    @property
    def unclear(self) -> bool:
        """There are answers, and none is more likely right than wrong."""
        return bool(self.answers) and not self.view.clear

    @property
    def nothing(self) -> bool:
        """Neither an answer, nor nearly one, nor a helper, nor one put aside."""
        return not (self.answers or self.but_for or self.helpers or self.aside)


def gather(subject: ListingView, *, asker: Asker, aside: Iterable[str] = (), top: int = FIRST) -> Gathered:
    """The answers as the asker sees them. Technologies and helpers are matched apart, so that neither hides the other.

    Costs one or two rankings.
    """
    away = frozenset(aside)
    spare = top + len(away) + 1
    is_need = subject.kind is Kind.NEED
    view = answers_to(subject, asker=asker, top=spare, kinds=(Kind.OFFER,) if is_need else ())
    helpers: Sequence[MatchCard] = ()
    if is_need and view.index_ready:
        helpers = answers_to(subject, asker=asker, top=_HELPERS, kinds=tuple(HELPING)).cards
    return arrange(view, helpers, away, top=top)


def arrange(view: AnswersView, helpers: Sequence[MatchCard], aside: frozenset[str], *, top: int = FIRST) -> Gathered:
    """Puts everything in its place on the page."""
    staying = [card for card in view.cards if card.listing.id not in aside]
    shown = tuple(answer_of(card, rank) for rank, card in enumerate(staying[:top], start=1))
    nearly = [card for card in view.but_for if card.listing.id not in aside][:_BUT_FOR]
    known = (*view.cards, *view.but_for, *helpers)
    return Gathered(
        view=view,
        asked=asked(view.subject),
        answers=shown,
        but_for=tuple(answer_of(card, rank) for rank, card in enumerate(nearly, start=1)),
        helpers=_groups(view.subject, [card for card in helpers if card.listing.id not in aside]),
        aside=tuple({card.listing.id: card for card in known if card.listing.id in aside}.values()),
        more=len(staying) > top,
    )


def asked(subject: ListingView) -> tuple[Asked, ...]:
    """What the subject asks for, or what it needs to know of the other side."""
    hard = codes(subject.values, "hard")
    rows = ((label, show(subject, name), by) for name, by, label in _ASKED.get(subject.kind, _ASKED_OF_OTHERS))
    return tuple(Asked(label, shown, by in hard) for label, shown, by in rows if shown is not None)


def answer_of(card: MatchCard, rank: int) -> Answer:
    """One card as the page shows it."""
    verdicts = {mark.sentence: mark.verdict for mark in card.marks}
    blocking = tuple(mark.sentence for mark in card.marks if mark.hard and mark.verdict == "conflict")
    return Answer(
        rank=rank,
        card=card,
        quote=card.quotes[0] if card.quotes else None,
        reasons=card.reasons[:_REASONS],
        doubts=tuple(Misgiving(said, verdicts.get(said, "doubt")) for said in card.doubts[:_DOUBTS]),
        shares=adding_up(card.score, card.shares),
        blocking=blocking or card.doubts[:1],
    )


def adding_up(score: int, shares: Sequence[ScoreShare]) -> tuple[ShareLine, ...]:
    """The shares rounded to tenths so that they add up to the score; what is too small to list gets a line.

    Largest remainders: each share is rounded down, then those that lost most get a tenth back.
    """
    tenths = [math.floor(share.points * 10 + 1e-6) for share in shares]  # towards less, also below 0
    left = score * 10 - sum(tenths)
    order = sorted(range(len(shares)), key=lambda at: tenths[at] - shares[at].points * 10)
    for at in order[: max(0, min(left, len(order)))]:
        tenths[at] += 1
        left -= 1
    lines = [ShareLine(share.label, whole / 10) for share, whole in zip(shares, tenths, strict=True)]
    if left:
        lines.append(ShareLine(_("Small parts and rounding"), left / 10))
    return tuple(lines)


def _groups(subject: ListingView, cards: Sequence[MatchCard]) -> tuple[HelperGroup, ...]:
    """Helpers by kind; what the need asks for comes first."""
    wanted = codes(subject.values, "support_wanted")
    asked_for = {
        Kind.FUNDING: "money" in wanted,
        Kind.TRAINING: "training" in wanted,
        Kind.SERVICE: bool({"advice", "testing"} & set(wanted)),
        Kind.FACILITY: "testing" in wanted,
    }
    found = []
    for kind in sorted(HELPING, key=lambda kind: not asked_for[kind]):
        here = [card for card in cards if card.listing.kind is kind][:_HELPERS_EACH]
        if here:
            found.append(HelperGroup(HELPING[kind], tuple(answer_of(card, n) for n, card in enumerate(here, start=1))))
    return tuple(found)
