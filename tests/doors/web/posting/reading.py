"""Reads a page as a browser would: the fields of its form with their values, ready to be sent back."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Protocol

Fields = dict[str, list[str]]


class Page(Protocol):
    """A page that a browser got."""

    @property
    def content(self) -> bytes: ...


class _Form(HTMLParser):
    """Collects what a browser sends for the form with the id ``answers``."""

    def __init__(self) -> None:
        super().__init__()
        self.fields: Fields = {}
        self.inside = False
        self.area = ""
        self.select = ""
        self.first = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.inside = given.get("id") == "answers"
        name = given.get("name", "")
        if not self.inside:
            return
        if tag == "input" and name and (given.get("type") not in {"checkbox", "radio"} or "checked" in given):
            self.fields.setdefault(name, []).append(given.get("value", ""))
        elif tag == "textarea":
            self.area = name
            self.fields[name] = [""]
        elif tag == "select":
            self.select, self.first = name, True
        elif tag == "option" and self.select and (self.first or "selected" in given):
            self.fields[self.select] = [given.get("value", "")]
            self.first = False

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self.fields[self.area] = [self.fields[self.area][0].removeprefix("\n")] if self.area else []
            self.area = ""
        elif tag == "select":
            self.select = ""
        elif tag == "form":
            self.inside = False

    def handle_data(self, data: str) -> None:
        if self.area:
            self.fields[self.area][0] += data


def filled(page: Page, **changes: str | list[str]) -> Fields:
    """What the page's form would send now, with some answers changed."""
    form = _Form()
    form.feed(page.content.decode())
    for name, value in changes.items():
        form.fields[name] = value if isinstance(value, list) else [value]
    return form.fields
