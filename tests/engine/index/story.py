"""A writer whose every committed state can be told from its number: run as a program, killed by the tests.

Commit ``n`` writes record "number" with the text "state n", the record "r<n>", and takes "r<n-3>" away; "number" and
the newest record have vectors.

usage: python -m tests.engine.index.story DIRECTORY COMMITS [STEP]   (with STEP: dies at that step of the last commit)
"""

from __future__ import annotations

import math
import os
import signal
import sys
from pathlib import Path

from tests.engine.index.samples import ANYTHING, Named, ids, record, vector

from banyan.engine.index.directory import Step, no_step
from banyan.engine.index.reader import GenerationReader, open_index
from banyan.engine.index.writer import DiskWriter
from banyan.engine.ports import Vectors

LIVING = 3


def direction(number: int) -> Vectors:
    """Well apart for neighbouring numbers."""
    return vector(math.cos(number), math.sin(number))


def state_of(reader: GenerationReader) -> int:
    """Which state this is; fails unless every part of the generation agrees that it is."""
    number = int(reader.records(["number"])["number"].text.removeprefix("state "))
    living = {f"r{n}" for n in range(max(1, number - LIVING + 1), number + 1)}
    everyone = {*living, "number"}
    around = [f"r{n}" for n in range(number - 6, number + 4)]
    assert len(reader) == len(everyone)
    assert set(reader.records([*around, "number"])) == everyone
    assert set(ids(reader.by_words("record", language="en", filter=ANYTHING, top=99))) == everyone
    assert ids(reader.by_words(f"{number}th", language="en", filter=ANYTHING, top=9)) == [f"r{number}"]
    assert set(reader.vectors([*around, "number"])) == everyone
    assert ids(reader.by_meaning(direction(number), filter=ANYTHING, top=1)) == [f"r{number}"]
    return number


def write_state(writer: DiskWriter, number: int) -> int:
    writer.put([record("number", f"state {number}"), record(f"r{number}", f"the {number}th")])
    writer.put_vectors({"number": vector(0, 0, 1), f"r{number}": direction(number)})
    writer.delete([f"r{number - LIVING}"])
    return writer.commit()


def main(path: Path, commits: int, fatal: str) -> None:
    last = state_of(open_index(path)) if (path / "CURRENT").exists() else 0
    dying: list[bool] = []

    def die(step: str) -> None:
        if dying and step == fatal:
            os.kill(os.getpid(), signal.SIGKILL)

    step: Step = die if fatal else no_step
    with DiskWriter(path, Named(), step=step) as writer:
        for number in range(last + 1, last + commits + 1):
            if number == last + commits:
                dying.append(True)
            write_state(writer, number)
            sys.stdout.write(f"{number}\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3] if len(sys.argv) > 3 else "")
