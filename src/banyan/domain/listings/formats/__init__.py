"""Written forms of listings, and the typed list of fields they are written and read by."""

from banyan.domain.listings.fields import (
    BY_NAME,
    FIELDS,
    as_json,
    fields_of,
    missing_answers,
    parse,
    write_cells,
    write_json,
)
from banyan.domain.listings.formats.document import reference
from banyan.domain.listings.formats.flat import (
    COLUMNS,
    neutralised,
    read_csv,
    read_jsonl,
    read_xlsx,
    record,
    restored,
    write_csv,
    write_jsonl,
    write_xlsx,
)
from banyan.domain.listings.formats.linked import json_ld

__all__ = [
    "BY_NAME",
    "COLUMNS",
    "FIELDS",
    "as_json",
    "fields_of",
    "json_ld",
    "missing_answers",
    "neutralised",
    "parse",
    "read_csv",
    "read_jsonl",
    "read_xlsx",
    "record",
    "reference",
    "restored",
    "write_cells",
    "write_csv",
    "write_json",
    "write_jsonl",
    "write_xlsx",
]
