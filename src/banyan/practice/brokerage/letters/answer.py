"""Letters about an answer. None tells a name or an address of the other side, or what people wrote."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from banyan.base.letters import Letter, isolated
from banyan.practice.brokerage.types.answer import AnswerView

#: Where an answer is read, and its printed form; the door keeps its pages there.
ANSWER_PAGE = "/answer/{id}/"
ANSWER_PRINTED = "/answer/{id}/print/"
_Words = tuple[str, tuple[str, ...]]


def compose_answer(letter: str, answer: AnswerView) -> Letter:
    """The letter in the active language, with links to the page and, where it is sent, to the printed form.

    The links lead to pages; nothing is said by following them.
    """
    about = {"title": isolated(" ".join(answer.title.text.split())[:120]), "count": len(answer.options)}
    subject, paragraphs = ANSWER_LETTERS[letter](answer)
    page = settings.BANYAN_URL + ANSWER_PAGE.format(id=answer.id)
    buttons: tuple[tuple[str, str], ...] = ((_("Read the answer"), page),)
    if letter == "sent":
        printed = settings.BANYAN_URL + ANSWER_PRINTED.format(id=answer.id)
        buttons = ((_("Read it and say what you think"), page), (_("To print, at most two pages (PDF)"), printed))
    return Letter(subject % about, tuple(one % about for one in paragraphs), buttons)


def _sent(answer: AnswerView) -> _Words:
    subject = _("An answer to your need “%(title)s”")
    if not answer.options:
        return subject, (
            _("We looked for what may help and found nothing that fits well enough yet. On its page stands why."),
            _("We keep looking. If you can say more about the trouble, that may help."),
        )
    found = ngettext(
        "We looked for what may help and recommend %(count)d option:",
        "We looked for what may help and recommend %(count)d options:",
        len(answer.options),
    )
    titles = "\n".join(
        f"{one.place}. {isolated(' '.join(one.title.text.split())[:120])}" for one in answer.options if not one.gone
    ).replace("%", "%%")
    return subject, (
        found,
        *([titles] if titles else []),
        _("On its page stands why each may help, what is open, and what to do next. Say of each with one click: bring "
          "us together, not for us, or not yet."),
    )  # fmt: skip


def _replied(_answer: AnswerView) -> _Words:
    return _("They have replied to the answer “%(title)s”"), (
        _("What they say of each option stands on its page. Mark it as read when you have seen it."),
    )


def _withdrawn(_answer: AnswerView) -> _Words:
    return _("The answer to “%(title)s” was taken back"), (
        _("Those who sent it have taken it back; another one may follow. Enquiries that have begun go on."),
    )


#: Name of a letter → its words.
ANSWER_LETTERS: Mapping[str, Callable[[AnswerView], _Words]] = {
    "sent": _sent,
    "replied": _replied,
    "withdrawn": _withdrawn,
}
