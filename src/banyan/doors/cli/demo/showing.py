"""One match in the terminal."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser
from rich.console import Console
from rich.markup import escape
from rich.padding import Padding

from banyan.domain.listings.selectors import visible_to
from banyan.domain.listings.services import SAMPLE_NODE
from banyan.doors.cli.naming import called
from banyan.practice.matchmaking.selectors import answers_for
from banyan.practice.matchmaking.types import AnswersView, MatchCard

_TOP = 3


def first_match(source_id: str, console: Console) -> bool:
    """Prints the need and its best answers; False with a sentence when there is nothing to show."""
    visitor = AnonymousUser()
    row = visible_to(visitor).filter(origin_node=SAMPLE_NODE, origin_id=source_id).first()
    if row is None:
        console.print(f"This sample need is not here. Load the sample with: {called('demo load')}")
        return False
    view = answers_for(row.public_id, asker=visitor, top=_TOP, kinds=("offer",))
    if not view.index_ready:
        console.print(f"There is no search index yet. Build it with: {called('index rebuild')}")
        return False
    _print(view, console)
    return True


def _print(view: AnswersView, console: Console) -> None:
    need = view.subject
    console.print(f"\n[bold]NEED[/bold]  {escape(need.title)}")
    console.print(Padding(escape(need.organisation_name or "posted without a name"), (0, 0, 1, 6)), style="dim")
    for rank, card in enumerate(view.cards, start=1):
        _print_card(rank, card, console)
    if view.question is not None:
        console.print(f"[bold]ASK NEXT[/bold]  {escape(view.question.sentence)}")
    if not view.by_meaning:
        console.print(
            "Compared by words only so far. By meaning too once the worker is through, which takes some minutes;"
            f" at once with: {called('demo load --embed')}",
            style="dim",
        )


def _print_card(rank: int, card: MatchCard, console: Console) -> None:
    console.print(f"[bold]{rank}. {escape(card.listing.title)}[/bold]  {card.score}/100")
    lines = [escape(card.listing.organisation_name)]
    lines += [f"[green]+[/green] {escape(said)}" for said in card.reasons]
    lines += [f"[yellow]?[/yellow] {escape(said)}" for said in card.doubts[:3]]
    lines += [f"“{escape(quote.text)}”" for quote in card.quotes[:1]]
    console.print(Padding("\n".join(lines), (0, 0, 1, 3)))
