from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from django.db import transaction

from banyan.base.clock import today
from banyan.base.errors import Invalid
from banyan.domain.accounts.policy import Asker
from banyan.domain.listings import rules
from banyan.domain.listings.errors import Incomplete
from banyan.domain.listings.fields import disagreements, missing_answers, parse
from banyan.domain.listings.models import Listing
from banyan.domain.listings.policy import may_edit
from banyan.domain.listings.record import derive, put, snapshot, values_of
from banyan.domain.listings.services import ground
from banyan.domain.listings.services.texts import set_translations
from banyan.domain.listings.types.enums import Kind, State
from banyan.domain.listings.types.fields import Parsed, Text
from banyan.domain.listings.types.views import Change

_SHOWN_OR_NEARLY = frozenset({State.PUBLISHED, State.PAUSED, State.IN_REVIEW})


def listing_update(
    *, public_id: str, raw: Mapping[str, object], expected_version: int, by: Asker, keep_good: bool = False
) -> Change:
    """Changes the given answers; those not in ``raw`` stay as they are, those given empty are cleared.

    ``Stale`` when somebody saved after ``expected_version``: nothing is overwritten. ``Invalid`` names what cannot be
    taken and nothing is written; with ``keep_good`` the rest is saved and ``Change.errors`` says what was left out.
    A listing that others see, or are about to, keeps its required answers (``Incomplete``).
    """
    with transaction.atomic():
        listing = ground.open_to(public_id, by, may_edit, expected_version=expected_version)
        parsed = parse(Kind(listing.kind), raw, together=False)
        before = snapshot(listing)
        errors = change_answers(listing, parsed, by=by, keep_good=keep_good)
        translated = set_translations(listing, parsed.values, by=by)
        change = _outcome(listing, before, translated, by)
    return replace(change, errors={name: tuple(said) for name, said in errors.items()})


def change_answers(listing: Listing, parsed: Parsed, *, by: Asker | None, keep_good: bool) -> dict[str, list[Text]]:
    """Puts the answers on the row, unsaved; raises as ``listing_update`` says, returns what was left out."""
    values = {name: value for name, value in parsed.values.items() if name not in ground.MANAGED}
    emptied = parsed.emptied - ground.MANAGED
    errors = {**parsed.errors, **ground.refer(listing, values, emptied, by)}
    known = disagreements(values_of(listing))
    put(listing, values, emptied)
    merged = values_of(listing)
    for name, sentences in disagreements(merged).items():
        if name not in known:
            errors.setdefault(name, []).extend(sentences)
    if errors and not keep_good:
        raise Invalid(errors)
    if State(listing.state) in _SHOWN_OR_NEARLY and (missing := missing_answers(Kind(listing.kind), merged)):
        raise Incomplete(missing)
    return errors


def _outcome(listing: Listing, before: Mapping[str, object], translated: bool, by: Asker) -> Change:
    """Saves when something changed; a save without a change leaves no version, no trail and no event."""
    ground.find_chapter(listing)
    derive(listing)
    if listing.state == State.PUBLISHED and listing.last_confirmed is not None:
        listing.expires = max(today(), rules.expires_on(listing.last_confirmed, listing.closes))
    if snapshot(listing) == before and not translated:
        return Change(listing.public_id, Kind(listing.kind), State(listing.state), listing.version)
    return ground.save(listing, before, by=by, action="listing.update")
