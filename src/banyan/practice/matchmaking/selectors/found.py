"""What a search found, and the sentence of a listing in which its words stand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from banyan.domain.listings.types import ListingView
from banyan.engine.text.analyse import spans, terms
from banyan.engine.text.language import language_or_guess
from banyan.engine.text.sentences import passages
from banyan.practice.matchmaking.messages import field_label
from banyan.practice.matchmaking.records import record_of_view
from banyan.practice.matchmaking.types import Quote

_READ = 6000
_LONGEST = 320


@dataclass(frozen=True, slots=True)
class Found:
    """Ids in order of relevance; ``by`` says how each was found; ``more`` that the list was cut."""

    ids: Sequence[str]
    by: Mapping[str, str]
    more: bool
    index_ready: bool
    by_meaning: bool


def quote_for(view: ListingView, text: str) -> Quote | None:
    """The sentence with most of the searched words, marked; the first sentence when none of them is there."""
    best: Quote | None = None
    most = -1
    for name, sentence, language in _sentences(view):
        code = language_or_guess(language or None, sentence)
        wanted = frozenset(terms(text, code))
        marks = [(term, start, end) for term, start, end in spans(sentence, code) if term in wanted]
        different = len({term for term, _, _ in marks})
        if different > most:
            most = different
            best = Quote(field_label(name), sentence, tuple((start, end) for _, start, end in marks), language)
        if different and different == len(wanted):
            break
    return best


def _sentences(view: ListingView) -> Iterator[tuple[str, str, str]]:
    """(field, sentence, language) in reading order, up to a few thousand characters."""
    record = record_of_view(view)
    left = _READ
    for name, text in (("summary", record.text), *record.fields.items()):
        if left <= 0:
            return
        part = text[:left]
        left -= len(part)
        language = name.partition("@")[2] or view.language
        for start, end in passages(part, longest=_LONGEST):
            yield name, part[start:end], language
