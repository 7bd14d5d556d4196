"""The one typed list of all questions, and what follows from it: reading, writing, completeness, forms, documents."""

from banyan.domain.listings.fields.completeness import completeness
from banyan.domain.listings.fields.parse import missing_answers, parse
from banyan.domain.listings.fields.registry import BY_NAME, FIELDS, column_names, fields_of
from banyan.domain.listings.fields.together import disagreements
from banyan.domain.listings.fields.writing import as_json, read_json, write_cells, write_json

__all__ = [
    "BY_NAME",
    "FIELDS",
    "as_json",
    "column_names",
    "completeness",
    "disagreements",
    "fields_of",
    "missing_answers",
    "parse",
    "read_json",
    "write_cells",
    "write_json",
]
