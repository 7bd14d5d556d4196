"""Any order of puts, deletes, vectors, commits and reopenings leaves what a plain dictionary would hold."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from tests.engine.index.samples import ANYTHING, Named, ids, record, vector

from banyan.engine.index.reader import IndexHandle
from banyan.engine.index.writer import DiskWriter
from banyan.engine.types import Kind, Record

some_id = st.sampled_from("abcdef")
some_text = st.sampled_from(["water pump", "clay filter", "loan"])
some_kind = st.sampled_from([Kind.NEED, Kind.OFFER])


class IndexMachine(RuleBasedStateMachine):
    """``seen`` is what was committed; ``next`` what the next commit will show. Values: record, has vectors."""

    def __init__(self) -> None:
        super().__init__()
        self.path = Path(tempfile.mkdtemp())
        self.next: dict[str, tuple[Record, bool]] = {}
        self.writer = DiskWriter(self.path, Named())
        self.writer.commit()
        self.seen = dict(self.next)
        self.handle = IndexHandle(self.path)

    @rule(id=some_id, text=some_text, kind=some_kind)
    def put(self, id: str, text: str, kind: Kind) -> None:
        fresh = record(id, text, kind=kind)
        old = self.next.get(id)
        self.next[id] = (fresh, old is not None and old[1] and old[0] == fresh)
        self.writer.put([fresh])

    @rule(id=some_id)
    def embed(self, id: str) -> None:
        if id in self.next:
            self.next[id] = (self.next[id][0], True)
        self.writer.put_vectors({id: vector(1, ord(id))})

    @rule(id=some_id)
    def delete(self, id: str) -> None:
        self.next.pop(id, None)
        self.writer.delete([id])

    @rule()
    def commit(self) -> None:
        self.writer.commit()
        self.seen = dict(self.next)

    @rule()
    def start_again(self) -> None:
        self.writer.close()
        self.writer = DiskWriter(self.path, Named())
        self.next = dict(self.seen)

    @invariant()
    def waiting_agrees(self) -> None:
        assert set(self.writer.without_vectors()) == {id for id, (_, done) in self.next.items() if not done}

    @invariant()
    def reading_agrees(self) -> None:
        reader = self.handle.current()
        assert len(reader) == len(self.seen)
        assert reader.records("abcdef") == {id: held for id, (held, _) in self.seen.items()}
        embedded = {id for id, (_, done) in self.seen.items() if done}
        assert set(reader.vectors("abcdef")) == embedded
        assert set(ids(reader.by_meaning(vector(1), filter=ANYTHING, top=9))) == embedded
        watery = {id for id, (held, _) in self.seen.items() if "water" in held.text}
        assert set(ids(reader.by_words("water", language="en", filter=ANYTHING, top=9))) == watery

    def teardown(self) -> None:
        self.handle.close()
        self.writer.close()
        shutil.rmtree(self.path)


TestIndex = IndexMachine.TestCase
TestIndex.settings = settings(max_examples=20, stateful_step_count=20, deadline=None)
