"""PostgreSQL: full text and pgvector in one statement, fused by rank; the project's own embedded server."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import LiteralString

import psutil
import psycopg

from banyan.project.postgres import Hold, Layout, hold
from benchmarks.compare.corpus import Corpus, Floats
from benchmarks.compare.engines.port import TOP, Question

_SETTINGS: dict[str, str] = {
    "shared_buffers": "1GB",
    "maintenance_work_mem": "1GB",
    "max_parallel_maintenance_workers": "2",
    "jit": "off",
    "autovacuum": "off",
}
_TERMS = 40
_DEPTH = 200

#: A need is no query: its words would have to stand in one listing together. The telling ones (frequent in the need,
#: rare in the collection, as ``ts_stat`` counts them) are joined by "or".
_QUERY: LiteralString = """
    WITH telling AS (
        SELECT string_agg(quote_literal(lexeme), ' | ')::tsquery AS query FROM (
            SELECT lexeme FROM unnest(to_tsvector('english', %(text)s)) JOIN rarity USING (lexeme)
            ORDER BY cardinality(positions) * idf DESC, lexeme LIMIT %(terms)s) AS chosen
    )"""
_WORDS: LiteralString = """
    SELECT id, row_number() OVER (ORDER BY score DESC, id) AS place FROM (
        SELECT id, ts_rank(body, query, 1) AS score FROM listings, telling WHERE body @@ query
        ORDER BY score DESC, id LIMIT %(depth)s) AS found"""
_MEANING: LiteralString = """
    SELECT id, row_number() OVER (ORDER BY distance, id) AS place FROM (
        SELECT id, vector <=> %(vector)s::vector AS distance FROM listings ORDER BY distance LIMIT %(depth)s) AS near"""
_FUSED: LiteralString = (
    _QUERY
    + ", words AS ("
    + _WORDS
    + "), meaning AS ("
    + _MEANING
    + """) SELECT id FROM (SELECT * FROM words UNION ALL SELECT * FROM meaning) AS every
    GROUP BY id ORDER BY sum(1.0 / (60 + place)) DESC, id LIMIT %(top)s"""
)


class Postgres:
    """A GIN index of English lexemes, an HNSW graph of vectors, reciprocal rank fusion in SQL."""

    settings = (
        f"English lexemes in a GIN index, the need's {_TERMS} most telling ones joined by or, ts_rank over the "
        f"logarithm of the length; pgvector HNSW, cosine, m 16, ef_construction 100, ef_search {_DEPTH}; "
        f"the best {_DEPTH} of each, reciprocal rank fusion with k 60 in SQL; shared_buffers 1 GB, jit off"
    )
    statement: LiteralString = _FUSED

    def __init__(self) -> None:
        self._connection: psycopg.Connection | None = None
        self._built = 0.0

    def build(self, corpus: Corpus, folder: Path) -> None:
        held = self._serve(folder)
        with psycopg.connect(self._address(held), autocommit=True) as connection:
            for name, value in _SETTINGS.items():
                connection.execute(f"ALTER SYSTEM SET {name} = '{value}'")  # type: ignore[arg-type]  # our own constants
        held.release(stop_if_last=True)
        held = self._serve(folder)
        with psycopg.connect(self._address(held), autocommit=True) as connection:
            connection.execute("CREATE EXTENSION vector")
            connection.execute("CREATE TABLE listings (id text PRIMARY KEY, body tsvector, vector vector(384))")
            connection.execute("CREATE TEMPORARY TABLE incoming (id text, text text, vector text)")
            with connection.cursor().copy("COPY incoming FROM STDIN") as copy:
                for listing, row in zip(corpus.listings, corpus.listing_vectors, strict=True):
                    copy.write_row((listing.id, listing.text.replace("\0", " "), _said(row)))
            connection.execute(
                "INSERT INTO listings SELECT id, to_tsvector('english', text), vector::vector(384) FROM incoming"
            )
            connection.execute("DROP TABLE incoming")
            connection.execute("CREATE INDEX ON listings USING gin (body)")
            connection.execute(
                "CREATE INDEX ON listings USING hnsw (vector vector_cosine_ops) WITH (m = 16, ef_construction = 100)"
            )
            connection.execute(
                "CREATE TABLE rarity AS SELECT word AS lexeme, "
                "ln((SELECT count(*) FROM listings)::float / ndoc) AS idf FROM ts_stat('SELECT body FROM listings')"
            )
            connection.execute("CREATE INDEX ON rarity (lexeme)")
            connection.execute("VACUUM ANALYZE")
            self._built = _processor(psutil.Process(connection.info.backend_pid).parent())
        held.release(stop_if_last=True)

    def open(self, *folders: Path) -> None:
        (folder,) = folders
        self._held = self._serve(folder)
        self._connection = psycopg.connect(self._address(self._held), autocommit=True)
        self._connection.execute(f"SET hnsw.ef_search = {_DEPTH}")
        self._server = int((self._held.layout.data / "postmaster.pid").read_text().split()[0])

    def ask(self, question: Question) -> Sequence[str]:
        values = {
            "text": question.need.text,
            "vector": _said(question.vector),
            "terms": _TERMS,
            "depth": _DEPTH,
            "top": TOP,
        }
        if self._connection is None:
            raise RuntimeError("open comes first")
        return [str(row[0]) for row in self._connection.execute(self.statement, values).fetchall()]

    def memory(self) -> int:
        """Shared pages counted once (the proportional set size of the server's processes)."""
        server = psutil.Process(self._server)
        return sum(process.memory_full_info().pss for process in [server, *server.children(recursive=True)])

    def processor(self) -> float:
        if self._connection is None:
            return self._built
        times = psutil.Process(self._connection.info.backend_pid).cpu_times()
        return times.user + times.system

    def close(self) -> None:
        if self._connection is not None:
            self._connection.close()
        self._held.release(stop_if_last=True)

    @staticmethod
    def _serve(folder: Path) -> Hold:
        return hold(Layout(folder))

    @staticmethod
    def _address(held: Hold) -> str:
        layout = held.layout
        return f"host={layout.socket_folder} port=5432 user={layout.role} dbname={layout.database}"


def _processor(server: psutil.Process | None) -> float:
    """Seconds of processor of a server and all its helpers, those that have ended included."""
    if server is None:
        return 0.0
    times = [server.cpu_times(), *(child.cpu_times() for child in server.children(recursive=True))]
    return times[0].children_user + times[0].children_system + sum(one.user + one.system for one in times)


def _said(row: Floats) -> str:
    return "[" + ",".join(f"{value:.6g}" for value in row) + "]"
