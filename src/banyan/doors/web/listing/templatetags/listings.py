"""Listings in templates: rows of lists, people's texts, words of answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal

from django import template
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString

from banyan.domain.listings.types import ListingView, label
from banyan.doors.web.listing import rows, told, words
from banyan.doors.web.listing.showing import Shown, Word, show
from banyan.doors.web.shell.templatetags.shell import said

register = template.Library()


@register.simple_tag
def said_of(said: Mapping[str, str] | str, listing_id: str) -> str:
    """What the reader said of an answer; empty when nothing."""
    return said.get(listing_id, "") if isinstance(said, Mapping) else ""


@register.simple_tag
def listing_row(view: ListingView) -> rows.ListingRow:
    """One listing as a line of a list."""
    return rows.row_of(view)


@register.simple_tag
def telling(text: told.Told) -> SafeString:
    """A text of people in its language."""
    return said(text.text, text.language)


@register.simple_tag
def title_of(view: ListingView) -> SafeString:
    """A listing's title in the reader's language where there is one."""
    return telling(told.told(view, "title"))


@register.simple_tag
def kind_of(view: ListingView) -> str:
    """What a listing is, in words."""
    return str(label(view.kind))


@register.simple_tag
def answer(view: ListingView, name: str) -> Shown | None:
    """One field in words."""
    return show(view, name)


@register.simple_tag
def word(one: Word) -> SafeString:
    """A word with its explanation."""
    body = format_html("<bdi>{}</bdi>", one.text) if one.said else conditional_escape(one.text)
    return format_html('{} <span class="quiet">({})</span>', body, one.note) if one.note else SafeString(body)


@register.simple_tag
def word_list(found: Sequence[Word]) -> SafeString:
    """Words after one another; they are parted by a comma of the reader's script."""
    comma = "، " if words.reader() == "ar" else "、" if words.reader().startswith("zh") else ", "
    return format_html_join(SafeString(comma), "{}", ((word(one),) for one in found))


@register.filter
def day(value: date | datetime | None) -> SafeString | str:
    """A day by locale, as ``<time>``."""
    return format_html('<time datetime="{}">{}</time>', value.isoformat(), words.day(value)) if value else ""


@register.filter
def ago(value: datetime | None) -> SafeString | str:
    """How long ago, with the day on hover."""
    if value is None:
        return ""
    return format_html(
        '<time datetime="{}" title="{}">{}</time>', value.isoformat(), words.day(value), words.ago(value)
    )


@register.filter
def figure(value: Decimal | float | int) -> str:
    """A number by locale."""
    return words.number(Decimal(str(value)))


@register.filter
def points(value: float) -> str:
    """Points of a score, always with one decimal, so that columns can be read."""
    return words.tenths(value)


@register.simple_tag
def language_of(code: str) -> str:
    """The name of a language."""
    return words.language_word(code)
