"""How ``banyan match`` writes its answers: for people, as JSON Lines, as CSV, as a TREC run."""

from __future__ import annotations

import csv
import dataclasses
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final, Protocol, TextIO

from rich.console import Console, Group
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from banyan.domain.taxonomy import selectors as taxonomy
from banyan.domain.taxonomy.errors import UnknownCode
from banyan.engine.rank.messages import name_of, say
from banyan.engine.types import Answers, Kind, Match, Passage, Question, Record, Stands, Verdict

_WIDE: Final = 100  #: columns of a terminal from which listings and reasons stand side by side
_PASSAGE: Final = 240  #: characters of a passage that are shown
_LEAST_POINTS: Final = 0.5  #: of a part of the score that is named

CSV_COLUMNS: Final = (
    "need", "need_title", "rank", "listing", "kind", "title", "organisation", "score", "reasons", "doubts", "passage",
    "question",
)  # fmt: skip


class Said(Protocol):
    """Anything of the engine that can be put into words."""

    @property
    def message(self) -> str: ...

    @property
    def values(self) -> Mapping[str, str]: ...


def sentence(said: Said) -> str:
    """The sentence with taxonomy codes named."""
    return say(said.message, said.values, names=_name)


def _name(code: str) -> str:
    scheme, _, bare = code.partition(":")
    try:
        if scheme == "technology":
            return f"{taxonomy.label(taxonomy.technology(bare), 'en')} ({bare})"
        if scheme == "sector":
            return f"{taxonomy.label(taxonomy.sector(bare), 'en')} ({bare})"
    except UnknownCode:
        return bare
    return name_of(code)


def show(console: Console, need: Record, answers: Answers, titles: Mapping[str, str]) -> None:
    """One need and its answers, side by side on wide terminals and one below the other on narrow ones. ``titles`` are
    those of all listings by id."""
    console.print(Rule(Text(need.title or _shorten(need.text, 80), style="bold"), align="left", style="dim"))
    if not answers.matches:
        console.print("  No listing shares anything with this need.", style="dim")
    elif not answers.clear:
        console.print(
            "  Nothing here fits this need well. The nearest, more likely wrong than right:", style="bold yellow"
        )
    for rank, match in enumerate(answers.matches, start=1):
        console.print(_wide(rank, match) if console.width >= _WIDE else _narrow(rank, match))
    for match in answers.would_fit_but_for:
        console.print(Padding(_but_for(match), (0, 0, 0, 2)))
    if answers.question is not None:
        console.print(Padding(_question(answers.question, titles), (0, 0, 0, 2)))
    console.print()


def _wide(rank: int, match: Match) -> Table:
    table = Table.grid(padding=(0, 1))
    table.add_column(width=3, justify="right")
    table.add_column(width=3, justify="right")
    table.add_column(ratio=2)
    table.add_column(ratio=5)
    table.expand = True
    table.add_row(f"{rank}.", _score(match), _title(match), Group(*_lines(match)))
    return table


def _narrow(rank: int, match: Match) -> Group:
    head = Text.assemble(f"{rank:>2}. ", _score(match), "  ", _title(match))
    return Group(head, *(Padding(line, (0, 0, 0, 4)) for line in _lines(match)))


def _score(match: Match) -> Text:
    return Text(f"{match.score:.0f}", style="bold green" if match.score >= 50 else "yellow")


def _title(match: Match) -> Text:
    title = Text(match.title or match.id, style="bold")
    if match.organisation:
        title.append(f"\n{match.organisation}", style="dim not bold")
    return title


_SIGNS: Final = {Verdict.CONFLICT: ("✗ ", "red"), Verdict.UNKNOWN: ("? ", "blue")}


_SAID_AS: Final = {
    Stands.NEAREST: "nearest: ",
    Stands.MEANING: "nearest in meaning: ",
    Stands.OPENING: "it begins: ",
}
"""What stands before a passage that does not carry the match."""


def _lines(match: Match) -> list[Text]:
    """Reasons and doubts, each in a line of its own and the strongest first; the passage that carries the match; and
    what the score is made of."""
    verdicts = {result.sentence: result.verdict for result in match.criteria}
    lines = [Text.assemble(("+ ", "green"), sentence(reason)) for reason in match.reasons]
    for doubt in match.doubts:
        sign = _SIGNS.get(verdicts.get(doubt.sentence, Verdict.DOUBT), ("! ", "yellow"))
        lines.append(Text.assemble(sign, sentence(doubt)))
    lines += [_passage(passage) for passage in match.passages[:1]]
    return [*lines, *_shares(match)]


def _shares(match: Match) -> list[Text]:
    """ "= 41 words, 22 meaning, -6 title": the parts add up to the score, those that speak against it below 0.

    No line where no part is worth a point.
    """
    parts = [(share.feature.replace("_", " "), share.share) for share in match.shares]
    shown = [f"{points:.0f} {name}" for name, points in parts if abs(points) >= _LEAST_POINTS]
    rest = match.score - sum(points for _, points in parts if abs(points) >= _LEAST_POINTS)
    more = [f"{rest:.0f} other"] if abs(rest) >= _LEAST_POINTS else []
    return [Text("= " + ", ".join([*shown, *more]), style="dim")] if shown or more else []


def _passage(passage: Passage) -> Text:
    """The passage around its first mark, with the shared words marked."""
    text = Text(passage.text)
    for start, end in passage.marks:
        text.stylize("bold cyan not dim", start, end)
    if len(text) > _PASSAGE:
        first = passage.marks[0][0] if passage.marks else 0
        start = max(0, min(first - 40, len(text) - _PASSAGE))
        start = passage.text.rfind(" ", 0, start + 1) + 1
        cut = text[start : start + _PASSAGE]
        text = Text.assemble("…" if start else "", cut, "…" if start + _PASSAGE < len(text) else "")
    shown = Text.assemble(f"  {_SAID_AS.get(passage.stands, '')}“", text, "”")
    shown.stylize_before("dim")
    return shown


def _but_for(match: Match) -> Text:
    why = " ".join(sentence(result) for result in match.conflicts)
    return Text.assemble(("Would fit but for one thing: ", "magenta"), (match.title or match.id, "bold"), f". {why}")


def _question(question: Question, titles: Mapping[str, str]) -> Text:
    owner = titles.get(question.asks) or question.asks
    whom = "yourself" if question.asks in set(Kind) else f"the owner of “{_shorten(owner, 60)}”"
    return Text.assemble((f"Ask {whom}: ", "magenta"), sentence(question))


def json_line(need: Record, answers: Answers) -> str:
    """One need's answers as one line of JSON; the score has four digits after the point, like the shares."""
    plain = dataclasses.asdict(answers) | {"need": need.id, "need_title": need.title}
    return json.dumps(_rounded(plain), ensure_ascii=False, default=str)


def _rounded(value: Any) -> Any:
    if isinstance(value, float):
        return round(value, 6)
    if isinstance(value, dict):
        return {name: _rounded(item) for name, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_rounded(item) for item in value]
    return value


def csv_rows(need: Record, answers: Answers) -> Iterable[Sequence[str]]:
    """A row for each answer, in the order of ``CSV_COLUMNS``."""
    question = sentence(answers.question) if answers.question else ""
    for rank, match in enumerate(answers.matches, start=1):
        yield [
            _cell(value)
            for value in (
                need.id, need.title, str(rank), match.id, match.kind.value, match.title, match.organisation,
                f"{match.score:.2f}", " ".join(sentence(reason) for reason in match.reasons),
                " ".join(sentence(doubt) for doubt in match.doubts),
                match.passages[0].text if match.passages else "", question if rank == 1 else "",
            )
        ]  # fmt: skip


def _cell(value: str) -> str:
    """A text that a spreadsheet would run as a formula is quoted; numbers stay numbers."""
    return f"'{value}" if re.match(r"[=+@\t\r＝＋－＠]|-\D", value) else value


def csv_writer(stream: TextIO) -> Any:
    """A CSV writer whose heading is already written."""
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(CSV_COLUMNS)
    return writer


def _shorten(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"
