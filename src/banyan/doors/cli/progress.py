"""A progress bar for long work, for the engine's and our own ``progress`` arguments."""

from __future__ import annotations

from collections.abc import Callable
from types import TracebackType

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn


class Bar:
    """A bar per step while the ``with`` block lasts; without a terminal nothing is drawn."""

    def __init__(self, console: Console) -> None:
        self._progress = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            TimeRemainingColumn(),
            console=console,
            disable=not console.is_terminal,
        )

    def __enter__(self) -> Bar:
        self._progress.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._progress.stop()

    def step(self, title: str) -> Callable[[int, int], None]:
        """A function that hears how many are done and of how many; 0 when the total is not known."""
        task = self._progress.add_task(title, total=None)

        def hear(done: int, total: int, /) -> None:
            self._progress.update(task, completed=done, total=total or None)

        return hear
