"""Small parts of pages about cases."""

from __future__ import annotations

from django import template
from django.template.context import Context
from django.utils.html import format_html

from banyan.doors.web.cases import words
from banyan.doors.web.cases.reading import Refused
from banyan.doors.web.enquiries import waiting
from banyan.doors.web.shell.requests import is_person
from banyan.practice.brokerage.types import Somebody, Stay
from banyan.practice.brokerage.types.case_labels import USE_ANSWERS
from banyan.practice.brokerage.types.outcome import UseAnswer

register = template.Library()


@register.filter
def named(one: Somebody | None) -> str:
    """A person of the case, or their side while they are not named."""
    return words.somebody(one)


@register.filter
def came(stay: Stay) -> str:
    """How the case came to a stage, where it was not by going on."""
    return words.came(stay)


@register.filter
def use_words(answer: UseAnswer) -> str:
    """What those who use it answered."""
    return str(USE_ANSWERS[answer])


@register.simple_tag
def typed(no: Refused | None, form: str, name: str, otherwise: object = "") -> object:
    """What stands in a field: what was typed in the form that was refused, else what is stored."""
    return no.typed.get(name, "") if no is not None and no.form == form else otherwise


@register.simple_tag
def was_refused(no: Refused | None, form: str) -> bool:
    """Whether it is this form that could not be taken, so that it stands open."""
    return no is not None and no.form == form


@register.simple_tag(takes_context=True)
def typist(context: Context) -> str:
    """The hidden mark of the person for whom a form is made, so that their words wait for them when they are signed
    out meanwhile; nothing for whoever needs no account."""
    request = context["request"]
    if not is_person(request):
        return ""
    return format_html('<input type="hidden" name="{}" value="{}">', waiting.FIELD, waiting.typist(request.user))
