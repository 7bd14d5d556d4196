"""All saved searches against the few new listings: what each would find on the search page, among the new ones.

Nothing is searched for each of them. Words are looked up the other way round, in the terms of the new listings; facets
are sets; meaning is one product of matrices, and only a search that comes near is asked for, to be sure.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice

import numpy as np
import structlog

from banyan.engine.errors import EncoderError
from banyan.engine.index.fields import query_terms
from banyan.engine.ports import Vectors
from banyan.engine.text.analyse import spans
from banyan.engine.text.language import language_or_guess
from banyan.engine.text.rarity import rarity
from banyan.engine.text.salient import salient_terms
from banyan.engine.types import Filter
from banyan.practice.matchmaking import machinery
from banyan.practice.matchmaking.alerting.found import BY_CHOICE, BY_MEANING, BY_WORDS, Found, Why
from banyan.practice.matchmaking.alerting.news import News
from banyan.practice.matchmaking.models import Alert
from banyan.practice.matchmaking.rules import passing
from banyan.practice.matchmaking.selectors.naming import request_of
from banyan.practice.matchmaking.selectors.search import filters_of, text_of
from banyan.practice.matchmaking.types import About

_log = structlog.get_logger(__name__)
_AT_ONCE = 1000
_EMBEDDED_AT_ONCE = 64
_WORDS_NAMED = 5

_Left = tuple[Alert, str, frozenset[str]]


def by_searches(machine: machinery.Machine, news: News) -> Iterator[Found]:
    """What the saved searches of everybody find among the news."""
    if not news.records:
        return
    carried = _turned(news.facets)
    having = _turned(news.terms)
    every = frozenset(news.records)
    rows = Alert.objects.filter(about=About.SEARCH, active=True, person__is_active=True)
    alerts = rows.select_related("person").order_by("pk").iterator(chunk_size=_AT_ONCE)
    while part := list(islice(alerts, _AT_ONCE)):
        left: list[_Left] = []
        for alert in part:
            request = request_of(alert)
            filters = {facet.value: codes for facet, codes in filters_of(request).facets.items()}
            allowed = passing(filters, carried)
            ids = every if allowed is None else allowed & every
            text = text_of(request)
            if not ids:
                continue
            if not text:
                yield from (Found(alert, id, 100.0, ((BY_CHOICE, {}),)) for id in sorted(ids))
                continue
            by_words = _by_words(machine, alert, text, ids, having)
            yield from by_words
            rest = ids - {one.listing for one in by_words}
            if rest:
                left.append((alert, text, rest))
        yield from _by_meaning(machine, left, news)


def _turned(of: Mapping[str, Iterable[str]]) -> dict[str, frozenset[str]]:
    """From what each listing has to the listings that have it."""
    found: dict[str, set[str]] = defaultdict(set)
    for id, things in of.items():
        for thing in things:
            found[thing].add(id)
    return {thing: frozenset(ids) for thing, ids in found.items()}


def _by_words(
    machine: machinery.Machine, alert: Alert, text: str, ids: frozenset[str], having: Mapping[str, frozenset[str]]
) -> list[Found]:
    """Listings with any of the words, as the index finds them; the share of the words, rare ones counting more."""
    wanted = query_terms(text, None)
    if not any(term in having for term in wanted):
        return []
    counts = machine.reader.document_frequency(wanted)
    kept = salient_terms(wanted, counts, len(machine.reader))
    rare = rarity([max(counts.get(term, 0), 1) for term in wanted], len(machine.reader))
    weights = dict(zip(wanted, rare.tolist(), strict=True))
    terms_of: dict[str, set[str]] = defaultdict(set)
    for term in kept:
        for id in having.get(term, frozenset()) & ids:
            terms_of[id].add(term)
    whole = sum(weights.values()) or 1.0
    return [
        Found(alert, id, 100 * sum(weights[term] for term in terms) / whole, (_words_of(text, terms),))
        for id, terms in sorted(terms_of.items())
    ]


def _words_of(text: str, terms: set[str]) -> Why:
    """The words as the person typed them."""
    code = language_or_guess(None, text)
    said = dict.fromkeys(text[start:end] for term, start, end in spans(text, code) if term in terms)
    return BY_WORDS, {"terms": ", ".join(list(said)[:_WORDS_NAMED])}


def _by_meaning(machine: machinery.Machine, left: Sequence[_Left], news: News) -> Iterator[Found]:
    """Listings that have none of the words and are found all the same."""
    if not left or not machine.by_meaning:
        return
    rows = machine.reader.vectors(list(news.records))
    if not rows:
        return
    owners = [id for id, matrix in rows.items() for _ in matrix]
    new = np.concatenate([matrix.astype(np.float32) for matrix in rows.values()])
    try:
        vectors = _vectors_of([alert for alert, _, _ in left])
    except EncoderError:  # as on the search page: by words alone when the encoder does not answer now
        _log.exception("matchmaking.encoder_failed")
        return
    cosines = vectors @ new.T
    for (alert, text, ids), vector, row in zip(left, vectors, cosines, strict=True):
        near: dict[str, float] = {}
        for place in np.flatnonzero(row >= machine.floor - _ROUNDING).tolist():
            if owners[place] in ids:
                near[owners[place]] = max(float(row[place]), near.get(owners[place], 0.0))
        if not near:
            continue
        best = max((hit.score for hit in machine.reader.by_meaning(vector, filter=Filter(), top=1)), default=0.0)
        if max(near.values()) < best - machine.close - _ROUNDING:
            continue
        shown = {hit.id for hit in machine.search(text)[0]}
        yield from (
            Found(alert, id, 100 * cosine, ((BY_MEANING, {}),)) for id, cosine in sorted(near.items()) if id in shown
        )


_ROUNDING = 0.01
"""Vectors are kept in half precision; what is that near a bound is asked of the search itself."""


def _vectors_of(alerts: Sequence[Alert]) -> Vectors:
    """What the words of each mean, made once and kept with the alert."""
    model = machinery.encoder()
    missing = [one for one in alerts if one.vector is None or one.vector_of != model.name]
    for start in range(0, len(missing), _EMBEDDED_AT_ONCE):
        part = missing[start : start + _EMBEDDED_AT_ONCE]
        made = model.queries([text_of(request_of(one)) for one in part])
        for one, vector in zip(part, made, strict=True):
            one.vector, one.vector_of = vector.astype(np.float16).tobytes(), model.name[:200]
        Alert.objects.bulk_update(part, ["vector", "vector_of"])
    rows = [np.frombuffer(bytes(one.vector or b""), dtype=np.float16) for one in alerts]
    return np.stack(rows).astype(np.float32)
