"""From the engine's matches to what people read. Nothing is shown that the asker may not see."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext_lazy as _

from banyan.domain.listings.types import ListingView
from banyan.engine.explain.reasons import CLEAR
from banyan.engine.types import CriterionResult, Kind, Match, Passage, Question, Share, Stands
from banyan.practice.matchmaking.messages import criterion_label, feature_label, field_label, name_of, say
from banyan.practice.matchmaking.types import Mark, MatchCard, NextQuestion, Quote, ScoreShare

_LEAST_POINTS = 0.05
_LABELS = {
    Stands.NEAREST: _("Where it comes nearest"),
    Stands.MEANING: _("Where it comes nearest"),
    Stands.OPENING: _("How it begins"),
}
_CLAIMS = {
    Stands.CARRIES: _("Without the words quoted above, the score would be lower."),
    Stands.NEAREST: _("No single passage decides this match. The one quoted above has the most in common."),
    Stands.MEANING: _(
        "The passage quoted above is the nearest in meaning. Texts in two languages are compared as a whole: "
        "what the score would be without it is not known."
    ),
}


def cards(matches: Iterable[Match], views: Mapping[str, ListingView]) -> tuple[MatchCard, ...]:
    """A card for each match whose listing is among ``views``; the others are gone or not open to the asker."""
    return tuple(card(match, views[match.id]) for match in matches if match.id in views)


def card(match: Match, view: ListingView) -> MatchCard:
    """One match in the active language."""
    return MatchCard(
        listing=view,
        score=round(match.score),
        quotes=tuple(quote(passage, match.language or view.language) for passage in match.passages),
        reasons=tuple(say(reason.message, reason.values) for reason in match.reasons),
        doubts=tuple(say(doubt.message, doubt.values) for doubt in match.doubts),
        marks=tuple(mark(result) for result in match.criteria),
        shares=tuple(share(one) for one in match.shares if abs(one.share) >= _LEAST_POINTS),
        concepts=tuple(name_of(code) for code in match.concepts),
        clear=match.score >= CLEAR,
    )


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
        label=str(_LABELS.get(passage.stands, "")),
        claim=str(_CLAIMS.get(passage.stands, "")),
    )


def share(one: Share) -> ScoreShare:
    """What one feature adds."""
    return ScoreShare(feature=one.feature, label=feature_label(one.feature), points=one.share, value=one.value)


def next_question(question: Question | None, views: Mapping[str, ListingView]) -> NextQuestion | None:
    """The question worth asking, with the listing whose owner can answer it; none when that one is not to be seen."""
    if question is None:
        return None
    if question.asks in set(Kind):  # whoever asks can say it
        return NextQuestion(say(question.message, question.values), None)
    view = views.get(question.asks)
    return NextQuestion(say(question.message, question.values), view) if view is not None else None
