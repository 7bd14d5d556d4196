"""The listings while they are written: numbers given, the dead noted, parts written and merged."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np

from banyan.engine.embed.texts import fingerprint
from banyan.engine.index.cards import card_in, pack, terms_in
from banyan.engine.index.codec import decode, encode
from banyan.engine.index.counts import EMPTY, Table, combined, counted
from banyan.engine.index.directory import share
from banyan.engine.index.flat import Flat, FlatWriter
from banyan.engine.index.listings import ListingPart, Mask, Numbers, Row, dropped_terms, hash_of, merge, write_rows
from banyan.engine.index.manifest import Manifest
from banyan.engine.index.nearest import KINDS
from banyan.engine.index.tiers import due
from banyan.engine.text.profile import Analysed, analysed, together
from banyan.engine.types import Record

_HELD: Final = 20_000
"""Rows held in memory before they are written to a part."""
_LEAST: Final = 1_024


@dataclass(frozen=True, slots=True)
class Put:
    """One record put: its number, and the number it had before, if any."""

    number: int
    kind: int
    terms: Analysed
    before: int | None
    same_text: bool


class ListingState:
    """Starts as a generation was, takes changes, and writes the files of the next one. Nothing it reads is changed."""

    def __init__(self, folder: Path | None = None, manifest: Manifest | None = None) -> None:
        self._folder = folder
        self._parts: list[ListingPart] = []
        self._rows: dict[int, Row] = {}
        self._fresh: dict[bytes, int] = {}
        self._killed: list[int] = []
        self._next = 0
        self._living = np.ones(_LEAST, dtype=np.bool_)
        self._minus: Table = EMPTY
        self._made: set[str] = set()
        self._dead_file = ""
        self.changed = False
        if folder is not None and manifest is not None:
            self._parts = [ListingPart(folder, name) for name in manifest.listings]
            self._grow(manifest.next)
            self._next = manifest.next
            self._dead_file = manifest.dead
            if manifest.dead:
                dead = Flat(folder / manifest.dead)
                self._living[dead["numbers"]] = False
                self._minus = Table(dead["terms"], dead["term_counts"])

    @property
    def living(self) -> Mask:
        """By number; longer than there are numbers."""
        return self._living

    @property
    def next(self) -> int:
        """The number that comes next."""
        return self._next

    def __len__(self) -> int:
        return len(self.numbers())

    def numbers(self) -> Numbers:
        """Of all that live, rising."""
        every = [part.numbers.astype(np.int64) for part in self._parts]
        every.append(np.array(list(self._rows), dtype=np.int64))
        found = np.concatenate(every)
        return found[self._living[found]]

    def find(self, ids: Sequence[bytes]) -> dict[bytes, int]:
        """The living number of each id; unknown ones are left out."""
        found = {id: self._fresh[id] for id in ids if id in self._fresh}
        wanted = [id for id in ids if id not in found]
        if wanted and self._parts:
            hashes = np.array([hash_of(id) for id in wanted], dtype=np.uint64)
            for part in self._parts:
                for id, numbers in zip(wanted, part.find(wanted, hashes), strict=True):
                    found.update((id, number) for number in numbers if self._living[number])
        return found

    def rows(self, numbers: Iterable[int]) -> Iterator[tuple[int, str, str]]:
        """Number, id and fingerprint of each."""
        for number in numbers:
            row = self._rows.get(number)
            if row is not None:
                yield number, row.id.decode(), _print_text(row.kind, row.print)
            else:
                part, place = self._place(number)
                text = _print_text(int(part.kinds[place]), part.prints[place].tobytes())
                yield number, part.id_bytes(place).decode(), text

    def kind(self, number: int) -> int:
        """The kind of a listing, as its place in ``KINDS``."""
        if number in self._rows:
            return self._rows[number].kind
        part, place = self._place(number)
        return int(part.kinds[place])

    def record(self, number: int) -> Record:
        row = self._rows.get(number)
        if row is not None:
            return decode(card_in(row.card), row.texts)
        part, place = self._place(number)
        return decode(card_in(part.card(place)), part.texts(place))

    def put(self, records: Sequence[Record]) -> list[Put]:
        """Each record gets the next number; one that was there is dead from now on."""
        ids = [record.id.encode() for record in records]
        known = self.find(ids)
        texts = [analysed(record) for record in records]
        encoded = [encode(record) for record in records]
        done: list[Put] = []
        self._grow(self._next + len(records))
        rows = zip(records, ids, texts, encoded, _cards(records, texts, encoded), strict=True)
        for record, id, terms, (_, stored), card in rows:
            print_ = fingerprint(record)
            row = Row(
                number=self._next,
                id=id,
                kind=KINDS.index(record.kind),
                language=terms.language or "",
                print=bytes.fromhex(print_.partition(":")[2]),
                length=len(terms.whole),
                card=card,
                texts=stored,
            )
            before = known.get(id)
            same = before is not None and self._print(before) == print_
            self._kill(before)
            known[id] = row.number
            self._fresh[id] = row.number
            self._rows[row.number] = row
            self._next += 1
            done.append(Put(row.number, row.kind, terms, before, same))
        self.changed = self.changed or bool(done)
        return done

    def delete(self, ids: Iterable[str]) -> list[int]:
        """The numbers that are dead now."""
        found = self.find([id.encode("utf-8", "backslashreplace") for id in ids])
        for id, number in found.items():
            self._kill(number)
            self._fresh.pop(id, None)
        self.changed = self.changed or bool(found)
        return list(found.values())

    def is_full(self) -> bool:
        """Time to ``flush``."""
        return len(self._rows) >= _HELD

    def flush(self, folder: Path, generation: int) -> None:
        """Write what is held into a part."""
        if not self._rows:
            return
        rows = list(self._rows.values())
        name = f"listings-{generation:08d}-{rows[0].number}.flat"
        part = write_rows(folder, name, rows)
        self._parts.append(part)
        self._made.add(name)
        dead = np.flatnonzero(~self._living[part.numbers])
        self._minus = combined([self._minus, dropped_terms(part, dead)])
        self._rows, self._fresh = {}, {}

    def write(self, folder: Path, generation: int) -> tuple[list[str], str]:
        """The parts of this state in a new folder and the file of the dead, links where nothing changed."""
        changed = self.changed
        self.flush(folder, generation)
        self._count_killed()
        sizes = [int(self._living[part.numbers].sum()) for part in self._parts]
        for low, high in due([len(part) for part in self._parts], sizes):
            self._merge(folder, f"listings-{generation:08d}-m{low}.flat", low, high)
        for part in self._parts:
            if part.name not in self._made and self._folder is not None:
                share(self._folder / part.name, folder / part.name)
        if changed:
            self._dead_file = self._write_dead(folder, f"dead-{generation:08d}.flat")
        elif self._dead_file and self._folder is not None:
            share(self._folder / self._dead_file, folder / self._dead_file)
        self._folder = folder
        self._made = set()
        self.changed = False
        return [part.name for part in self._parts], self._dead_file

    def moved(self, folder: Path) -> None:
        """The written files now lie here."""
        self._folder = folder

    def _merge(self, folder: Path, name: str, low: int, high: int) -> None:
        old = self._parts[low:high]
        gone = [dropped_terms(part, np.flatnonzero(~self._living[part.numbers])) for part in old]
        part = merge(folder, name, old, self._living)
        self._minus = combined([self._minus], gone)
        for one in old:
            if one.name in self._made:
                self._made.discard(one.name)
                (folder / one.name).unlink()
        if part is not None:
            self._made.add(name)
        self._parts[low:high] = [part] if part is not None else []

    def _write_dead(self, folder: Path, name: str) -> str:
        dead = [part.numbers[~self._living[part.numbers]] for part in self._parts]
        numbers = np.concatenate([*dead, np.zeros(0, dtype=np.uint32)])
        if not len(numbers):
            return ""
        with FlatWriter(folder / name) as file:
            file.add("numbers", [numbers], "<u4")
            file.add("terms", [self._minus.terms], "<u4")
            file.add("term_counts", [self._minus.counts], "<u4")
            file.close({})
        return name

    def _kill(self, number: int | None) -> None:
        if number is None:
            return
        self._living[number] = False
        if self._parts and number <= self._parts[-1].last:
            self._killed.append(number)

    def _count_killed(self) -> None:
        """What died in written parts counts against the frequencies of its terms."""
        cards = (part.card(place) for part, place in map(self._place, self._killed))
        self._minus = combined([self._minus, counted(map(terms_in, cards))])
        self._killed = []

    def _place(self, number: int) -> tuple[ListingPart, int]:
        part = next(part for part in reversed(self._parts) if part.first <= number)
        return part, int(part.rows(np.array([number]))[0])

    def _print(self, number: int) -> str:
        (_, _, text) = next(self.rows([number]))
        return text

    def _grow(self, size: int) -> None:
        if size >= len(self._living):
            self._living = np.concatenate([self._living, np.ones(size + _LEAST, dtype=np.bool_)])


def _cards(
    records: Sequence[Record], texts: Sequence[Analysed], encoded: Sequence[tuple[bytes, bytes]]
) -> Iterator[bytes]:
    start = 0
    for found, some in together(texts):
        stop = start + len(some)
        yield from pack(found, records[start:stop], [card for card, _ in encoded[start:stop]])
        start = stop


def _print_text(kind: int, print_: bytes) -> str:
    return f"{KINDS[kind].value}:{print_.hex()}"
