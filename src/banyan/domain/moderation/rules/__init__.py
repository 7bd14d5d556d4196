"""Pure decisions: the table of reports, and what looks like spam."""

from banyan.domain.moderation.rules.spam import LEAST_SIGNS, MOST_LINKS, alike, links_in, shingles, sketch
from banyan.domain.moderation.rules.table import FINAL, TABLE, TAKEN_DOWN, Step, target, verbs_for

__all__ = [
    "FINAL",
    "LEAST_SIGNS",
    "MOST_LINKS",
    "TABLE",
    "TAKEN_DOWN",
    "Step",
    "alike",
    "links_in",
    "shingles",
    "sketch",
    "target",
    "verbs_for",
]
