"""The API for programs."""

from __future__ import annotations

from banyan.project.settings import readers

BANYAN_API_VISITORS = readers.whole(
    "BANYAN_API_VISITORS",
    help="How many requests a minute the API answers to one address without an access token.",
    default=120,
    least=1,
    most=1_000_000,
)
BANYAN_API_TOKENS = readers.whole(
    "BANYAN_API_TOKENS",
    help="How many requests a minute the API answers to one access token.",
    default=600,
    least=1,
    most=1_000_000,
)
