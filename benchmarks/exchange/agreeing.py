"""Whether nodes that read each other hold the same; plain Python."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any


def faults(held: Sequence[dict[str, Any]]) -> list[str]:
    """Everything on which the nodes do not agree, in sentences. Each gives its name as ``node`` and as ``rows`` what
    was ever public there: identifier, origin, whether it is shown, title, summary, chain."""
    found: list[str] = []
    shown: dict[str, dict[str, tuple[str, ...]]] = {}
    gone: dict[str, set[str]] = {}
    for one in held:
        node = one["node"]
        rows = [
            (id_, origin, bool(open_), title, summary, chain)
            for id_, origin, open_, title, summary, chain in one["rows"]
        ]
        shown[node] = {id_: (origin, title, summary) for id_, origin, open_, title, summary, _chain in rows if open_}
        gone[node] = {id_ for id_, _origin, open_, *_more in rows if not open_}
        for id_, times in Counter(row[0] for row in rows).items():
            if times > 1:
                found.append(f"{node} holds {id_} {times} times.")
        for title, times in Counter(row[3] for row in rows if row[2]).items():
            if times > 1:
                found.append(f"{node} shows “{title}” {times} times.")
        for id_, origin, _open, _title, _summary, chain in rows:
            if chain and (origin == node or node in chain):
                found.append(f"{node} took its own {id_} from another.")
            if len(set(chain)) != len(chain):
                found.append(f"{node} holds {id_} by a way that goes in circles: {', '.join(chain)}.")
    found += _differences(shown, gone)
    return found


def _differences(shown: dict[str, dict[str, tuple[str, ...]]], gone: dict[str, set[str]]) -> list[str]:
    found = []
    every = {id_ for rows in shown.values() for id_ in rows}
    for id_ in sorted(every):
        said = {node: rows.get(id_) for node, rows in shown.items()}
        if len(set(said.values())) > 1:
            missing = [node for node, words in said.items() if words is None]
            what = f"is not shown by {', '.join(missing)}" if missing else "differs from node to node"
            dead = [node for node, ids in gone.items() if id_ in ids]
            buried = f" and is a tombstone at {', '.join(dead)}" if dead else ""
            found.append(f"{id_} {what}{buried}.")
    return found
