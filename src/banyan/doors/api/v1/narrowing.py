"""What lists, searches and alerts are narrowed by."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from banyan.domain.listings.selectors import filters_from
from banyan.domain.listings.types import Facet, Filters, Kind
from banyan.doors.api.v1.shapes import In

Code = Annotated[str, Field(min_length=1, max_length=40, pattern=r"^[A-Za-z0-9._:-]+$")]
Codes = Annotated[list[Code], Field(max_length=20, description="Any of these.")]
Cursor = Annotated[str, Field(max_length=500, pattern=r"^[A-Za-z0-9:._-]*$", description="From the page before.")]
PageSize = Annotated[int, Field(ge=1, le=100)]


class Narrowing(In):
    """Codes within one facet: any of them. Facets: all must hold."""

    kinds: Annotated[list[Kind], Field(max_length=6)] = []
    sdgs: Codes = []
    sectors: Codes = []
    technologies: Codes = []
    places: Codes = []
    trl: Codes = []
    cooperation: Codes = []
    languages: Codes = []

    def filters(self) -> Filters:
        """The same for the room of listings."""
        return filters_from(
            {
                Facet.KINDS: [kind.value for kind in self.kinds],
                Facet.SDGS: self.sdgs,
                Facet.SECTORS: self.sectors,
                Facet.TECHNOLOGIES: self.technologies,
                Facet.PLACES: self.places,
                Facet.TRLS: self.trl,
                Facet.COOPERATION: self.cooperation,
                Facet.LANGUAGES: self.languages,
            }
        )
