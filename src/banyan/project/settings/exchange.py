"""What other systems take from this node."""

from __future__ import annotations

from banyan.project.settings import readers
from banyan.project.settings.node import BANYAN_VAR

BANYAN_DUMPS = readers.whole(
    "BANYAN_DUMPS",
    help=(
        "How many nightly dumps of all that is public are kept, the newest ones; 0 makes none. They lie in "
        "`BANYAN_VAR/dumps`."
    ),
    default=7,
    most=1000,
)
DUMP_FOLDER = BANYAN_VAR / "dumps"
#: Signs dumps. Whoever has it can speak for this node: it belongs in the backup and nowhere else.
NODE_KEY = BANYAN_VAR / "node-key.pem"
