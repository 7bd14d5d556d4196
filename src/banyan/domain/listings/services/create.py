from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from django.db import transaction

from banyan.base.errors import Invalid, NotAllowed
from banyan.base.text import base_language
from banyan.domain.accounts.policy import Asker
from banyan.domain.listings.fields import parse
from banyan.domain.listings.models import Listing
from banyan.domain.listings.policy import may_post
from banyan.domain.listings.record import put
from banyan.domain.listings.services import ground
from banyan.domain.listings.services.texts import set_translations
from banyan.domain.listings.types.enums import Kind
from banyan.domain.listings.types.views import Change

LICENCE = "CC-BY-4.0"


def listing_create(*, by: Asker, kind: Kind, raw: Mapping[str, object], keep_good: bool = False) -> Change:
    """A new draft of the person, from whatever they have answered so far.

    ``Invalid`` names every answer that cannot be taken, and nothing is written; with ``keep_good`` the others are
    saved and ``Change.errors`` says what was left out.
    """
    decision = may_post(by)
    if not decision.allowed:
        raise NotAllowed(decision.reason)
    parsed = parse(kind, raw)
    values = {name: value for name, value in parsed.values.items() if name not in ground.MANAGED}
    listing = Listing(
        kind=kind,
        owner_id=by.pk,
        contact_id=by.pk,
        contact_email=str(getattr(by, "email", "")),
        language=base_language(str(getattr(by, "locale", "en"))),
        licence=LICENCE,
    )
    with transaction.atomic():
        errors = {**parsed.errors, **ground.refer(listing, values, (), by)}
        if errors and not keep_good:
            raise Invalid(errors)
        put(listing, values)
        change = ground.create(listing, by=by)
        set_translations(listing, values, by=by)
    return replace(change, errors={name: tuple(said) for name, said in errors.items()})
