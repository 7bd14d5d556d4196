"""Whether the index can serve, for ``banyan check`` and ``banyan index status``."""

from __future__ import annotations

from django.conf import settings
from django.utils.translation import gettext as _

from banyan.domain.listings.selectors import kind_counts
from banyan.engine.errors import IndexDamaged, IndexMissing
from banyan.engine.index.reader import check_index
from banyan.practice.matchmaking import machinery
from banyan.practice.matchmaking.errors import IndexNotReady
from banyan.practice.matchmaking.models import IndexPending
from banyan.practice.matchmaking.types import Readiness

_BEHIND = 0.02
"""Share of listings that may differ between database and index without a remark; some expire between two runs."""
_ALWAYS = 5


def readiness() -> Readiness:
    """How the index stands; two short queries."""
    published = sum(kind_counts().values())
    pending = IndexPending.objects.values("listing").distinct().count()
    model = machinery.encoder()
    try:
        reader = machinery.current().reader
    except IndexNotReady as error:
        missing = not machinery.index_exists()
        return Readiness(
            state="missing" if missing else "damaged",
            sentence=_("There is no search index yet. Run: banyan index rebuild")
            if missing
            else _("The search index is damaged. Run: banyan index rebuild. Nothing is lost. (%(why)s)")
            % {"why": error.data.get("reason", "")},
            generation=0,
            records=0,
            embedded=0,
            published=published,
            pending=pending,
            encoder=model.name,
        )
    behind = abs(published - len(reader)) > max(_ALWAYS, _BEHIND * published)
    return Readiness(
        state="behind" if behind else "ready",
        sentence=_sentence(behind, len(reader), reader.embedded, bool(model.dimensions)),
        generation=reader.generation,
        records=len(reader),
        embedded=reader.embedded,
        published=published,
        pending=pending,
        encoder=model.name,
    )


def whole_index() -> int:
    """The generation that serves, after every byte of it was read and found as written (a second or two a gigabyte).

    Raises ``IndexNotReady``, whose ``reason`` names what is missing or damaged; ``readiness`` looks at samples only.
    """
    try:
        return check_index(settings.INDEX_FOLDER)
    except (IndexMissing, IndexDamaged) as error:
        raise IndexNotReady(reason=str(error)) from error


def _sentence(behind: bool, records: int, embedded: int, meaning: bool) -> str:
    if behind:
        return _("The search index lags behind the published listings. A worker brings it up to date; is one running?")
    if meaning and embedded < records:
        return _("The search index is ready; %(left)d listings are still compared by words only.") % {
            "left": records - embedded
        }
    return _("The search index is ready.")
