"""One engine in a process of its own, so that its memory is its own.

python -m benchmarks.compare.one build ENGINE WORK
python -m benchmarks.compare.one ask ENGINE WORK
"""

from __future__ import annotations

import json
import os
import shutil
import sys
import time
from importlib import import_module
from pathlib import Path
from typing import cast

import numpy as np
import psutil

from benchmarks.compare import corpus
from benchmarks.compare.engines.port import Engine, Question

#: Name in the table → its class, and the engines whose files it uses. Imported only in the process that runs it.
ENGINES: dict[str, tuple[str, tuple[str, ...]]] = {
    "bm25s": ("bm25s_words:Bm25s", ("bm25s",)),
    "tantivy": ("bare:Tantivy", ("tantivy",)),
    "usearch": ("bare:Usearch", ("usearch",)),
    "tantivy + usearch, fused by rank": ("bare:Fused", ("tantivy", "usearch")),
    "LanceDB hybrid": ("lance:Lance", ("LanceDB hybrid",)),
    "LanceDB full text": ("lance:LanceWords", ("LanceDB hybrid",)),
    "PostgreSQL + pgvector": ("postgres:Postgres", ("PostgreSQL + pgvector",)),
    "Banyan, words alone": ("banyan:OursWords", ("Banyan, words alone",)),
    "Banyan": ("banyan:Ours", ("Banyan",)),
    "Banyan, ten explained": ("banyan:OursExplained", ("Banyan",)),
}
WARM = 20  #: needs asked before the clock counts


def engine(name: str) -> Engine:
    module, _, cls = ENGINES[name][0].partition(":")
    return cast(Engine, getattr(import_module(f"benchmarks.compare.engines.{module}"), cls)())


def slug(name: str) -> str:
    return "-".join("".join(letter if letter.isalnum() else " " for letter in name.lower()).split())


def build(name: str, work: Path) -> None:
    folder = work / slug(name)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    texts = corpus.load(work)
    one = engine(name)
    started, busy = time.perf_counter(), time.process_time()
    one.build(texts, folder)
    seconds, busy = time.perf_counter() - started, time.process_time() - busy + one.processor()
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    (work / f"{slug(name)}.build.json").write_text(json.dumps({"seconds": seconds, "processor": busy, "bytes": size}))


def ask(name: str, work: Path) -> None:
    folders = [work / slug(files) for files in ENGINES[name][1]]
    needs = list(corpus.read(work / "needs.jsonl"))
    questions = [Question(need, row) for need, row in zip(needs, np.load(work / "needs.npy"), strict=True)]
    one = engine(name)
    started = time.perf_counter()
    one.open(*folders)
    opened = time.perf_counter() - started
    for question in questions[:: max(len(questions) // WARM, 1)]:
        one.ask(question)
    seconds, run, processor = [], {}, dict.fromkeys(corpus.COLLECTIONS, 0.0)
    for question in questions:
        busy = time.process_time() + one.processor()
        started = time.perf_counter()
        found = one.ask(question)
        seconds.append(time.perf_counter() - started)
        processor[question.need.collection] += time.process_time() + one.processor() - busy
        run[question.need.id] = list(dict.fromkeys(found))
    memory = psutil.Process().memory_full_info().pss + one.memory()
    one.close()
    result = {
        "opened": opened,
        "seconds": seconds,
        "processor": processor,
        "memory": memory,
        "settings": one.settings,
        "run": run,
    }
    (work / f"{slug(name)}.ask.json").write_text(json.dumps(result))


if __name__ == "__main__":
    os.environ.setdefault("LANCEDB_LOG", "error")  # else it warns of a coming change at every question
    step, chosen, place = sys.argv[1:]
    {"build": build, "ask": ask}[step](chosen, Path(place))
