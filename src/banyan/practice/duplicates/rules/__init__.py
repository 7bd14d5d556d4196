"""Pure decisions: what is kept of a text, how alike two are, what follows, and which one is shown."""

from banyan.practice.duplicates.rules.groups import Standing, groups
from banyan.practice.duplicates.rules.identifiers import keys, shared_keys
from banyan.practice.duplicates.rules.likeness import Likeness, likeness
from banyan.practice.duplicates.rules.pairs import (
    MEANT,
    MOST_WITH_ONE_KEY,
    NEIGHBOURS,
    Found,
    by_key,
    by_text,
    found,
    nearness,
    together,
)
from banyan.practice.duplicates.rules.texts import (
    Shingles,
    Signature,
    bands,
    common_among,
    common_words,
    own,
    signature_of,
)

__all__ = [
    "MEANT",
    "MOST_WITH_ONE_KEY",
    "NEIGHBOURS",
    "Found",
    "Likeness",
    "Shingles",
    "Signature",
    "Standing",
    "bands",
    "by_key",
    "by_text",
    "common_among",
    "common_words",
    "found",
    "groups",
    "keys",
    "likeness",
    "nearness",
    "own",
    "shared_keys",
    "signature_of",
    "together",
]
