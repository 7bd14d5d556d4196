from __future__ import annotations

from collections import Counter

import pytest
from django.forms import Select

from banyan.domain.listings.selectors import fields_of
from banyan.domain.listings.types import Kind
from banyan.doors.web.posting.forms import SECTIONS, Circle, ListingForm

EVERYBODY = Circle(signed_in=True, organisations=(("a", "A"),), chapters=(("b", "B"),))


@pytest.mark.parametrize("kind", list(Kind))
def test_every_question_of_a_kind_stands_in_exactly_one_section(kind: Kind) -> None:
    counted = Counter(name for section in SECTIONS[kind] for name in section.names)
    assert counted == Counter(field.name for field in fields_of(kind) if not field.managed)


@pytest.mark.parametrize("kind", list(Kind))
def test_an_empty_form_shows_each_question_with_its_reason_and_example(kind: Kind) -> None:
    form = ListingForm(kind, {}, circle=EVERYBODY)
    shown = [item for part in form.parts() for item in part.items]
    assert {item.bound.name for item in shown} == {field.name for field in fields_of(kind) if not field.managed}
    for item in shown:
        field = next(field for field in fields_of(kind) if field.name == item.bound.name)
        assert item.bound.help_text == str(field.why)
        chosen = isinstance(item.bound.field.widget, Select)
        assert getattr(item.bound.field, "example", "") == ("" if chosen else str(field.example))


@pytest.mark.parametrize("kind", list(Kind))
def test_the_ids_of_sections_are_unique(kind: Kind) -> None:
    slugs = [section.slug for section in SECTIONS[kind]]
    assert len(slugs) == len(set(slugs))
