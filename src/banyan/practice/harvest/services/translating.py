"""From what a source says to answers that a listing can hold."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass

import py3langid.langid as langid
import pycountry

from banyan.base.text import base_language, tidy
from banyan.domain.listings.selectors import BY_NAME, fields_of, parse
from banyan.domain.listings.types import Kind, Parsed, Shape
from banyan.practice.harvest import rules
from banyan.practice.harvest.models import Source
from banyan.practice.harvest.types import Form, Read

_MANY = frozenset({Shape.CODES, Shape.TEXTS, Shape.ROWS, Shape.TRANSLATIONS})
_LISTS = frozenset(field.name for field in BY_NAME.values() if field.shape in _MANY)
_MANAGED_HERE = frozenset({"published", "expires", "last_confirmed"})
_lock = threading.Lock()
_model: list[langid.LanguageIdentifier] = []


@dataclass(frozen=True, slots=True)
class Answers:
    """A record as a listing's answers; ``reasons`` is about what was left out, ``whole`` that nothing can be taken."""

    kind: Kind
    raw: Mapping[str, object]
    reasons: tuple[str, ...]
    whole: bool


def answers_of(source: Source, read: Read) -> Answers:
    """What the record becomes. What a source does not decide (whose it is, who is written to) is left out silently,
    what cannot be read with a sentence about it."""
    said = _named(source, read)
    given = str(said.get("kind", "")).strip().lower()
    kind = Kind(given) if given in set(Kind) else Kind(source.kind)
    ours = {field.name for field in fields_of(kind)} | _MANAGED_HERE
    raw = {name: _clean(value) for name, value in said.items() if name in ours and name not in rules.NOT_THEIRS}
    if "licence" in raw:
        raw["licence"] = rules.short_licence(str(raw["licence"]))
    _find_language(raw)
    reasons: list[str] = []
    for _turn in range(4):  # leaving one answer out may show that another does not fit either
        parsed = parse(kind, raw)
        if not parsed.errors:
            break
        for name, sentences in parsed.errors.items():
            reasons.extend(f"{name}: {one}" for one in sentences)
            raw.pop(name, None)
    return Answers(kind, raw, tuple(reasons), whole=not raw.get("title") or bool(_errors(kind, raw)))


def _errors(kind: Kind, raw: Mapping[str, object]) -> Mapping[str, object]:
    parsed: Parsed = parse(kind, raw)
    return parsed.errors


def _named(source: Source, read: Read) -> dict[str, object]:
    mapping: Mapping[str, str] = source.mapping
    if source.form == Form.BANYAN:
        return dict(read.fields)
    if source.form == Form.OAI_DC:
        terms = {name: [str(one) for one in said] for name, said in read.fields.items() if isinstance(said, list)}
        found = rules.mapped(read.fields, {**rules.DUBLIN_CORE, **mapping}, lists=_LISTS)
        found = {**found, **{name: one for name, one in rules.dublin_core(terms).items() if name not in mapping}}
        if "translations" in read.fields:
            found["translations"] = read.fields["translations"]
        return found
    same = {name: name for name in BY_NAME}
    return rules.mapped(read.fields, {**same, **mapping}, lists=_LISTS)


def _clean(value: object) -> object:
    if isinstance(value, str):
        return tidy(value)
    if isinstance(value, list | tuple):
        return [_clean(one) for one in value]
    if isinstance(value, dict):
        return {tidy(str(name)): _clean(one) for name, one in value.items()}
    return value


def _find_language(raw: dict[str, object]) -> None:
    """The language as it is named, else as the words look; English words of a few letters tell nothing."""
    named = str(raw.pop("language", "") or "").strip().lower()
    code = base_language(named)
    if len(code) == 3:
        found = pycountry.languages.get(alpha_3=code) or pycountry.languages.get(bibliographic=code)
        code = str(getattr(found, "alpha_2", ""))
    if len(code) != 2 or pycountry.languages.get(alpha_2=code) is None:
        text = f"{raw.get('title', '')} {raw.get('summary', '')}".strip()
        code = _identified(text[:1500]) if len(text) >= 24 else ""
    if code:
        raw["language"] = code


def _identified(text: str) -> str:
    with _lock:
        if not _model:
            _model.append(langid.LanguageIdentifier.from_model_file(langid.MODEL_FILE, norm_probs=True))
        code, likely = _model[0].classify(text)
    return str(code) if float(likely) >= 0.7 else ""
