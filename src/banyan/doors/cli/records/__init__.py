"""Files of listings that people have, read into the engine's records: CSV, TSV, JSON Lines, JSON and plain text, also
``.gz``. What cannot be read is named (file, row, column, why) and passed over; nothing is guessed in silence."""

from __future__ import annotations

from banyan.doors.cli.records.files import Unreadable
from banyan.doors.cli.records.reading import Problem, Reading, read_records

__all__ = ["Problem", "Reading", "Unreadable", "read_records"]
