"""From the engine's matches to what people read. Nothing is shown that the asker may not see."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from banyan.domain.listings.types import ListingView
from banyan.engine.types import Criterion, CriterionResult, Kind, Match, Passage, Question, Share, Verdict
from banyan.practice.matchmaking.messages import criterion_label, feature_label, field_label, name_of, say
from banyan.practice.matchmaking.types import Mark, MatchCard, NextQuestion, Quote, ScoreShare

_LEAST_POINTS = 0.05
_OF_THINGS = frozenset({Criterion.SITE, Criterion.DEADLINE, Criterion.TRL})


def cards(matches: Iterable[Match], views: Mapping[str, ListingView]) -> tuple[MatchCard, ...]:
    """A card for each match whose listing is among ``views``; the others are gone or not open to the asker."""
    return tuple(card(match, views[match.id]) for match in matches if match.id in views)


def card(match: Match, view: ListingView) -> MatchCard:
    """One match in the active language."""
    silent = {result.message for result in match.criteria if _beside_the_point(result, match.kind)}
    if any(reason.message == "reason.meaning_language" for reason in match.reasons):
        silent.add("doubt.general")  # two languages are not expected to share words
    return MatchCard(
        listing=view,
        score=round(match.score),
        quotes=tuple(quote(passage, match.language or view.language) for passage in match.passages),
        reasons=tuple(say(reason.message, reason.values) for reason in match.reasons),
        doubts=tuple(say(doubt.message, doubt.values) for doubt in match.doubts if doubt.message not in silent),
        marks=tuple(mark(result) for result in match.criteria if result.message not in silent),
        shares=tuple(share(one) for one in match.shares if abs(one.share) >= _LEAST_POINTS),
        concepts=tuple(name_of(code) for code in match.concepts),
    )


def _beside_the_point(result: CriterionResult, kind: Kind) -> bool:
    """Advice, money and courses stand on no site and are not delivered: that they do not speak of it is no doubt."""
    return kind not in (Kind.OFFER, Kind.NEED) and result.verdict is Verdict.UNKNOWN and result.criterion in _OF_THINGS


def mark(result: CriterionResult) -> Mark:
    """One criterion with its sentence."""
    return Mark(
        criterion=result.criterion.value,
        label=criterion_label(result.criterion.value),
        verdict=result.verdict.value,
        sentence=say(result.message, result.values),
        hard=result.hard,
    )


def quote(passage: Passage, language: str) -> Quote:
    """A passage; one of a translated text is in the translation's language."""
    translated = passage.field.partition("@")[2]
    return Quote(
        field_label=field_label(passage.field),
        text=passage.text,
        marks=passage.marks,
        language=translated or language,
    )


def share(one: Share) -> ScoreShare:
    """What one feature adds."""
    return ScoreShare(feature=one.feature, label=feature_label(one.feature), points=one.share, value=one.value)


def next_question(question: Question | None, views: Mapping[str, ListingView]) -> NextQuestion | None:
    """The question worth asking, with the listing whose owner can answer it; none when that one is not to be seen."""
    if question is None:
        return None
    if question.asks == "need":
        return NextQuestion(say(question.message, question.values), None)
    view = views.get(question.asks)
    if view is None or (question.criterion in _OF_THINGS and view.kind.value not in (Kind.OFFER, Kind.NEED)):
        return None
    return NextQuestion(say(question.message, question.values), view)
