"""The desk in words."""

from __future__ import annotations

from collections.abc import Mapping

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from banyan.domain.listings.types import Text
from banyan.practice.brokerage.types import Stage
from banyan.practice.brokerage.types.desk import Item, Matter, Whose, Why
from banyan.practice.brokerage.types.failing import By

MATTERS: Mapping[Matter, Text] = {
    Matter.REVIEW: _("Listings to check"),
    Matter.ENQUIRY: _("Silent enquiries"),
    Matter.CASE: _("Cases that stand still"),
    Matter.ANSWER: _("Replies to answers"),
    Matter.EXPIRING: _("Listings that expire"),
    Matter.FLAG: _("Reports"),
}
WHYS: Mapping[Why, Text] = {
    Why.NEW: _("New: to be checked before others see it"),
    Why.SILENT: _("An enquiry that nobody has answered in time"),
    Why.GIVEN: _("An enquiry that waits for a word of the chapter"),
    Why.NO_STEP: _("A case without a next step"),
    Why.NO_MOVE: _("A case that has not moved for some time"),
    Why.TASK_OF_NOBODY: _("Something overdue is in nobody's hands"),
    Why.BROKER_LEFT: _("Its broker has left"),
    Why.EXPIRES: _("It expires soon, and nobody has confirmed it"),
    Why.REPLIED: _("They have replied to an answer, and nobody has read it"),
    Why.REPORTED: _("Somebody reported it"),
    Why.OBJECTED: _("It was taken down, and its owner objects"),
}
WHOSE: Mapping[Whose, Text] = {Whose.MINE: _("In my hands"), Whose.NOBODYS: _("In nobody's hands")}
CAME: Mapping[Stage, Text] = {
    Stage.AGREEMENT: _("came to an agreement"),
    Stage.ADOPTED: _("adopted"),
    Stage.IN_USE: _("in use"),
}
BYS: Mapping[By, Text] = {
    By.PLACE: _("By part of the world"),
    By.SECTOR: _("By sector"),
    By.KIND: _("By what was offered"),
}


def page_of(item: Item) -> str:
    """Where one deals with it."""
    match item.matter:
        case Matter.ENQUIRY:
            return reverse("enquiry", args=[item.id])
        case Matter.CASE:
            return reverse("case", args=[item.id])
        case Matter.ANSWER:
            return reverse("answer", args=[item.id])
        case Matter.FLAG:
            return reverse("report", args=[item.id])
    return reverse("listing", args=[item.id])


def mark(item: Item) -> str:
    """Which verdict's sign it carries."""
    if item.mine:
        return "fits"
    return "doubt" if item.holder is None else "unknown"
