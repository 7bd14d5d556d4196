"""Small parts of pages: verdict marks, form fields, people's text with its language, passages, money and dates."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from datetime import date

from babel import Locale, UnknownLocaleError
from django import template
from django.forms import BoundField
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from banyan.base.money import Money
from banyan.base.text import direction
from banyan.domain.taxonomy.errors import UnknownCode
from banyan.domain.taxonomy.selectors import label, place, sdg, sector, technology
from banyan.domain.taxonomy.types import Term

register = template.Library()

#: The words of the verdicts; each also has a shape and a colour.
VERDICTS = {"fits": _("fits"), "doubt": _("doubt"), "conflict": _("does not fit"), "unknown": _("not known")}


@register.inclusion_tag("shell/verdict.html")
def verdict(code: str, criterion: str) -> dict[str, object]:
    """A verdict mark: shape, the criterion's name and the verdict's word for screen readers."""
    return {"verdict": code, "criterion": criterion, "word": VERDICTS[code]}


@register.simple_tag
def verdict_icon(code: str) -> SafeString:
    """The shape of a verdict with its word."""
    return format_html(
        '<svg class="mark-icon {0}" role="img" aria-label="{1}"><use href="#v-{0}"></use></svg>', code, VERDICTS[code]
    )


@register.inclusion_tag("shell/field.html")
def field(bound: BoundField, css: str = "") -> dict[str, object]:
    """A form field with its label, reason, example and errors, tied together for screen readers."""
    described = [f"{bound.auto_id}_help"] if bound.help_text else []
    described += [f"{bound.auto_id}_example"] if getattr(bound.field, "example", "") else []
    described += [f"{bound.auto_id}_error{number}" for number, _error in enumerate(bound.errors, 1)]
    attrs = bound.field.widget.attrs
    if described:
        attrs["aria-describedby"] = " ".join(described)
    if bound.errors:
        attrs["aria-invalid"] = "true"
    if css:
        attrs["class"] = css
    return {"field": bound, "described": " ".join(described)}


@register.simple_tag
def said(text: str, language: str = "") -> SafeString:
    """People's own text, isolated from the page's direction and marked with its language."""
    if not language:
        return format_html("<bdi>{}</bdi>", text)
    return format_html('<bdi lang="{}" dir="{}">{}</bdi>', language, direction(language), text)


@register.simple_tag
def marked(text: str, marks: Iterable[tuple[int, int]] = (), language: str = "") -> SafeString:
    """A passage with the words that carry the match marked. ``marks`` are (start, end) offsets; overlaps are joined."""
    pieces: list[tuple[str, bool]] = []
    at = 0
    for start, end in sorted(marks):
        begin = max(start, at)
        if begin >= end or begin >= len(text):
            continue
        pieces += [(text[at:begin], False), (text[begin:end], True)]
        at = min(end, len(text))
    pieces.append((text[at:], False))
    body = format_html_join(
        "",
        "{}",
        (
            (format_html("<mark>{}</mark>", piece) if on else conditional_escape(piece),)
            for piece, on in pieces
            if piece
        ),
    )
    return said(body, language)


@register.simple_tag
def money(amount: Money | None) -> str:
    """An amount as the reader writes it."""
    return amount.shown(get_language() or "en") if amount else ""


@register.simple_tag
def language_name(code: str) -> str:
    """The name of a language in the reader's own; the code when it has none."""
    try:
        name = Locale.parse(get_language() or "en", sep="-").languages.get(code)
    except (UnknownLocaleError, ValueError):
        name = None
    return str(name or code)


def _named(find: Callable[[str], Term], code: str) -> str:
    """A term's label in the reader's language; the bare code when the taxonomy no longer knows it."""
    try:
        return label(find(code), get_language() or "en")
    except UnknownCode:
        return code


@register.simple_tag
def place_name(code: str) -> str:
    """A country, region or group."""
    return _named(place, code)


@register.simple_tag
def country_name(code: str) -> str:
    """A country."""
    return _named(place, code)


@register.simple_tag
def sdg_name(code: str) -> str:
    """A goal or target with its number."""
    return f"{code} {_named(sdg, code)}"


@register.simple_tag
def sector_name(code: str) -> str:
    """A division of ISIC/NACE."""
    return _named(sector, code)


@register.simple_tag
def technology_name(code: str) -> str:
    """A class of our technology scheme."""
    return _named(technology, code)


@register.filter
def ld(said: Mapping[str, object]) -> SafeString:
    """Structured data for machines, safe inside a page: a JSON-LD script block that no text can end early."""
    body = json.dumps(said, ensure_ascii=False, default=str)
    for character in "<>&\u2028\u2029":
        body = body.replace(character, f"\\u{ord(character):04x}")
    return mark_safe(f'<script type="application/ld+json">{body}</script>')  # noqa: S308  # every < > & is escaped above


@register.simple_tag
def times(*days: date | None) -> SafeString:
    """Days as ``<time>`` elements."""
    return format_html_join(" – ", '<time datetime="{}">{}</time>', ((day.isoformat(), day) for day in days if day))


@register.simple_tag(takes_context=True)
def with_query(context: template.RequestContext, **changes: object) -> str:
    """The present address's query with some parameters set (or dropped by an empty value); always back to page one."""
    query = context["request"].GET.copy()
    query.pop("cursor", None)
    for name, value in changes.items():
        if value in ("", None):
            query.pop(name, None)
        else:
            query[name] = str(value)
    return f"?{query.urlencode()}"
