"""The map for matching files: the taxonomy's own countries, regions and groups."""

from __future__ import annotations

from datetime import date

from banyan.domain.taxonomy import selectors as taxonomy
from banyan.domain.taxonomy.errors import UnknownCode


class TaxonomyPlaces:
    """``Places`` over the taxonomy; a code it does not know covers nothing."""

    def countries_in(self, code: str, /, *, on: date) -> frozenset[str]:
        try:
            return taxonomy.countries_in(code, on)
        except UnknownCode:
            return frozenset()
