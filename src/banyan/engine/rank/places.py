"""The map when there is none: country codes stand for themselves, and no region or group is known."""

from __future__ import annotations

from datetime import date


class CountriesOnly:
    """Null ``Places``: a two-letter code covers itself; any other code covers nothing that is known."""

    def countries_in(self, code: str, /, *, on: date) -> frozenset[str]:
        return frozenset({code}) if len(code) == 2 and code.isalpha() else frozenset()
