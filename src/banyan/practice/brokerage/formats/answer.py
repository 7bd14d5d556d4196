"""The printed answer: at most two pages A4 in the seeker's language, tagged for screen readers (PDF/UA-1).

Words reach the typesetter as data, never as markup. It is made when somebody asks for it and kept nowhere, so a name
that an owner has taken back meanwhile is in no file of ours.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as TooSlow
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import manimgx_fonts
import manimgx_fonts_cjk
import typst
from babel import Locale, UnknownLocaleError
from babel.dates import format_date
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from banyan.base.errors import Unavailable
from banyan.base.text import direction
from banyan.practice.brokerage.formats.answer_words import flat, lines, loose, scripts, sized
from banyan.practice.brokerage.letters.answer import ANSWER_PAGE
from banyan.practice.brokerage.rules.answer import OUT
from banyan.practice.brokerage.types.answer import AnswerMark, AnswerView, HelpView, OptionView, Titled
from banyan.practice.brokerage.types.answer_labels import ANSWER_STATES, HELP_KINDS, VERDICT_WORDS

_TEMPLATE = Path(__file__).with_name("answer.typ")
MOST_PAGES = 2
#: So many seconds at most; more than one at a time would only be slower on a small machine.
_PATIENCE = 20
#: More than this has never room on two pages, so it is not tried: some writing takes a second to set.
_MOST_SIGNS = 10000
_one_at_a_time = ThreadPoolExecutor(max_workers=1, thread_name_prefix="printing")
_loading = threading.Lock()
_CJK = {"zh-hant": "Noto Sans CJK TC", "ja": "Noto Sans CJK JP", "ko": "Noto Sans CJK KR"}


@dataclass(frozen=True, slots=True)
class _Room:
    """How much of each text is printed, and how large and how far apart (mm); what is cut ends with its mark."""

    size: float
    gap: float
    intro: int
    part: int
    line: int
    marks: int
    title: int
    #: More lines of a text are hidden; 0: none is. With it the height of all is bounded, whatever is written.
    rows: int = 0


#: From what is usual to what always fits two pages, whatever is written in whatever script.
_ROOMS = (
    _Room(size=10, gap=5, intro=900, part=700, line=300, marks=9, title=160),
    _Room(size=9.5, gap=4.5, intro=600, part=450, line=220, marks=9, title=140),
    _Room(size=9, gap=3.6, intro=400, part=280, line=160, marks=8, title=110),
    _Room(size=8.5, gap=3, intro=220, part=130, line=90, marks=8, title=80),
    _Room(size=8, gap=2, intro=90, part=50, line=40, marks=6, title=40, rows=2),
)


def answer_pdf(view: AnswerView) -> bytes:
    """The answer as a PDF of at most two pages, in its language, whatever the active one.

    Takes about 0.3 s, where every field is full of Myanmar up to 1.7 s.
    ``Unavailable`` when the typesetter takes too long.
    """
    try:
        return _one_at_a_time.submit(_printed, view).result(timeout=_PATIENCE)
    except TooSlow as error:
        raise Unavailable from error


def answer_pages(view: AnswerView, *, ppi: float = 70) -> list[bytes]:
    """The same pages as pictures (PNG), for looking at."""
    drawn = fitting(view).compile(format="png", ppi=ppi)
    return [drawn] if isinstance(drawn, bytes) else list(drawn or ())


def _printed(view: AnswerView) -> bytes:
    compiler = fitting(view)
    try:
        made = compiler.compile(format="pdf", pdf_standards="ua-1")
    except typst.TypstError:  # a sign that none of our fonts has: the standard forbids it; better without its stamp
        made = compiler.compile(format="pdf")
    assert isinstance(made, bytes)
    return made


def fitting(view: AnswerView) -> typst.Compiler:
    """The answer set as widely as has room on two pages, for printing, drawing or asking what is in it."""
    with override(view.language):
        rooms = [_data(view, room) for room in _ROOMS]
    rooms = [one for one in rooms[:-1] if _signs(one) <= _MOST_SIGNS] + rooms[-1:]
    found, low, high, at = None, 0, len(rooms) - 1, 0
    while low < high:  # the widest first, as it usually fits; of the others by halves
        compiler = _compiler(rooms[at])
        if _count(compiler) <= MOST_PAGES:
            found, high = compiler, at
        else:
            low = at + 1
        at = (low + high) // 2
    if found is None:
        found = _compiler(rooms[-1])
        if _count(found) > MOST_PAGES:  # its height is bounded, so this would be a fault of the template
            raise Unavailable
    return found


def _signs(data: object) -> int:
    """How many signs stand in all texts of it."""
    if isinstance(data, str):
        return len(data)
    inner = data.values() if isinstance(data, dict) else data if isinstance(data, list) else ()
    return sum(map(_signs, inner))


def _compiler(data: object) -> typst.Compiler:
    return typst.Compiler(
        _TEMPLATE,
        root=_TEMPLATE.parent,
        font_paths=_fonts(),
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
    )


def _count(compiler: typst.Compiler) -> int:
    return int(json.loads(compiler.query("<pages>", field="value", one=True)))


def _fonts() -> typst.Fonts:
    with _loading:
        return _fonts_once()


@cache
def _fonts_once() -> typst.Fonts:
    folders = [str(Path(str(one.__file__)).parent) for one in (manimgx_fonts, manimgx_fonts_cjk)]
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=folders)


def printed_words(view: AnswerView) -> str:
    """All words that are printed, as one text, in the language of the answer."""
    with override(view.language):
        return json.dumps(_data(view, _ROOMS[0]), ensure_ascii=False)


def _data(view: AnswerView, room: _Room) -> dict[str, object]:
    """All that the template needs, in the active language."""
    data = _texts(view, room)
    return {**data, "rows": room.rows, "scripts": scripts(json.dumps(data, ensure_ascii=False))}


def _texts(view: AnswerView, room: _Room) -> dict[str, object]:
    language, _dash, region = view.language.partition("-")
    address = settings.BANYAN_URL + ANSWER_PAGE.format(id=view.id)
    title = sized(view.title.text, room.title, view.title.language)
    hard = any(mark.hard for one in view.options for mark in one.marks[: room.marks])
    return {
        "lang": language,
        "region": region if len(region) == 2 else None,
        "cjk": _CJK.get(view.language, "Noto Sans CJK SC"),
        "dir": direction(view.language),
        "size": room.size,
        "gap": room.gap,
        "side": 30,
        "node": loose(flat(settings.BANYAN_NODE_NAME, 80)),
        "date": _day(view),
        "address": address.removeprefix("https://").removeprefix("http://"),
        "link": address,
        "document": _("An answer to your need") + ": " + flat(view.title.text, 120),
        "description": _("Options, what is open, and what to do next"),
        "page": _("Page %(page)s of %(pages)s") % {"page": "{page}", "pages": "{pages}"},
        "heading": _("An answer to your need"),
        "from": _from(view),
        "need_label": _("You asked:"),
        "need": title,
        "intro": lines(view.words.intro.splitlines(), room.intro),
        "nothing_label": _("Why there is nothing yet"),
        "nothing": lines(view.words.nothing.splitlines(), room.intro),
        "why": _("Why it may help"),
        "doubts": _("What is open"),
        "step": _("What to do next"),
        "options": [_option(one, room) for one in view.options],
        "helps_label": _("Money and training beside it"),
        "helps": [_help(one, room) for one in view.helps],
        "reply_label": _("What do you think?"),
        "reply": _("Say of each option on the page of this answer: bring us together, not for us, or not yet."),
        "hard_note": _("* This must hold, as your need says.") if hard else "",
    }


def _from(view: AnswerView) -> str:
    if view.state not in OUT:  # whoever holds the paper must see that it was not sent, or is not meant any more
        return str(ANSWER_STATES[view.state])
    chapter, sender = loose(flat(view.chapter, 80)), loose(flat(view.sender, 80))
    if chapter and sender:
        return _("From %(sender)s, %(chapter)s") % {"sender": sender, "chapter": chapter}
    return _("From %(sender)s") % {"sender": sender or chapter} if sender or chapter else settings.BANYAN_NODE_NAME


def _option(one: OptionView, room: _Room) -> dict[str, object]:
    gone = _("This option is not shown any more.") if one.gone else ""
    return {
        "place": one.place,
        "title": _titled(one.title, room) if not one.gone else sized(_("Not shown any more"), room.title),
        "gone": gone,
        "owner": [sized(bit, room.line) for bit in (_owner(one), one.contact) if bit],
        "marks": _marks(one.marks, room),
        "why": lines(one.why, room.part),
        "doubts": lines(one.doubts, room.part),
        "step": lines([one.step], room.line),
    }


def _owner(one: OptionView) -> str:
    if one.anonymous:
        return _("You learn who it is when they say yes")
    return one.owner or _("A person in their own name")


def _help(one: HelpView, room: _Room) -> dict[str, object]:
    return {
        "kind": str(HELP_KINDS.get(one.kind, one.kind)),
        "title": _titled(one.title, room) if not one.gone else sized(_("Not shown any more"), room.title),
        "owner": [sized(one.owner, room.line)] if one.owner else [],
        "line": lines([one.line], room.line),
        "marks": _marks(one.marks, room),
    }


def _marks(marks: Iterable[AnswerMark], room: _Room) -> list[dict[str, object]]:
    return [
        {
            "label": loose(flat(one.label, 60)),
            "verdict": one.verdict,
            "word": str(VERDICT_WORDS[one.verdict]),
            "hard": one.hard,
        }
        for one in tuple(marks)[: room.marks]
    ]


def _titled(title: Titled, room: _Room) -> dict[str, str]:
    return sized(title.text, room.title, title.language)


def _day(view: AnswerView) -> str:
    try:
        locale = Locale.parse(view.language, sep="-")
    except (UnknownLocaleError, ValueError):
        locale = Locale("en")
    return str(format_date((view.sent or view.made).date(), format="long", locale=locale))
