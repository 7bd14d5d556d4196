"""Answers on other pages: those of a need, with the button that drafts one."""

from __future__ import annotations

from django import template
from django.template.context import Context

from banyan.domain.listings.types import Kind, ListingView
from banyan.doors.web.answering.words import MARKS
from banyan.doors.web.shell.requests import is_person
from banyan.practice.brokerage.selectors.answers import answers_of_need, may_answer
from banyan.practice.brokerage.types.answer import AnswerState
from banyan.practice.brokerage.types.answer_labels import ANSWER_STATES

register = template.Library()


@register.inclusion_tag("answering/of_need.html", takes_context=True)
def answers_of(context: Context, need: ListingView) -> dict[str, object]:
    """The answers to a need that the reader may see; nothing for anybody else."""
    request = context["request"]
    if not is_person(request) or need.kind is not Kind.NEED or not need.inside:
        return {}
    rows = answers_of_need(need.id, for_user=request.user)
    return {
        "need": need,
        "lines": [{"row": row, "state": ANSWER_STATES[row.state], "mark": MARKS[row.state]} for row in rows],
        "may": may_answer(need.id, asker=request.user) and all(row.state is not AnswerState.DRAFT for row in rows),
        "csrf_token": context.get("csrf_token"),
    }
