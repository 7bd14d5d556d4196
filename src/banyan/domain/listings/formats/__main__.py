"""Writes ``docs/reference/listing-fields.md``; run from the root of the repository."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings

from banyan.domain.listings.formats.document import reference

if __name__ == "__main__":
    settings.configure(USE_I18N=False)
    Path("docs/reference/listing-fields.md").write_text(reference(), encoding="utf-8")
