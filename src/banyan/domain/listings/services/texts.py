"""Texts in other languages: a machine never writes over a person."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from banyan.base.clock import now
from banyan.base.errors import Invalid
from banyan.base.text import base_language, tidy
from banyan.domain.accounts.policy import Asker
from banyan.domain.listings.fields import BY_NAME
from banyan.domain.listings.models import Listing, ListingTranslation
from banyan.domain.listings.policy import may_translate
from banyan.domain.listings.record import digest, snapshot, values_of
from banyan.domain.listings.services import ground
from banyan.domain.listings.types.enums import Kind, State, TranslationStatus
from banyan.domain.listings.types.fields import Shape, Text, Values, text, translations
from banyan.domain.listings.types.views import Change

_WORDS = frozenset({Shape.TEXT, Shape.LONG})


def listing_translate(
    *,
    public_id: str,
    language: str,
    texts: Mapping[str, str],
    status: TranslationStatus,
    engine: str = "",
    by: Asker | None = None,
) -> Change:
    """Stores texts (field → text) in a language. A machine's text never replaces a person's; it is left out.

    ``engine`` names the machine; ``by`` is the person who wrote or checked a ``human`` text, who must be able to edit
    the listing or moderate it. An empty text removes the translation.
    """
    with transaction.atomic():
        listing = ground.locked(public_id) if by is None else ground.open_to(public_id, by, may_translate)
        _check(listing, language, texts, status, engine)
        before = snapshot(listing)
        changed = [
            name
            for name, said in texts.items()
            if _store(listing, name, base_language(language), said, status, engine, by)
        ]
        if not changed:
            return Change(listing.public_id, Kind(listing.kind), State(listing.state), listing.version)
        note = f"{language} {status}{' ' + engine if engine else ''}: {', '.join(sorted(changed))}"
        return ground.save(listing, before, by=by, action="listing.translate", note=note)


def set_translations(listing: Listing, values: Values, *, by: Asker | None) -> bool:
    """Stores the title and summary given with the answers, as a person's; tells whether anything changed."""
    changed = [
        _store(listing, name, language, said, TranslationStatus.HUMAN, "", by)
        for language, texts in translations(values).items()
        if language != listing.language
        for name, said in texts.items()
    ]
    return any(changed)


def _check(listing: Listing, language: str, texts: Mapping[str, str], status: TranslationStatus, engine: str) -> None:
    wrong: dict[str, list[Text]] = {}
    if status is TranslationStatus.ORIGINAL or (status is TranslationStatus.MACHINE) != bool(engine):
        wrong["status"] = [_("Say whether a person or a machine translated this, and name the machine.")]
    if base_language(language) == listing.language:
        wrong["language"] = [_("This is the language of the original.")]
    for name, said in texts.items():
        field = BY_NAME.get(name)
        if field is None or field.shape not in _WORDS or Kind(listing.kind) not in field.kinds:
            wrong[name] = [_("This answer has no words to translate.")]
        elif len(said) > 2 * field.most:
            wrong[name] = [_("This is far too long for a translation.")]
    if wrong:
        raise Invalid(wrong)


def _store(
    listing: Listing, name: str, language: str, said: str, status: TranslationStatus, engine: str, by: Asker | None
) -> bool:
    """Writes one text; ``False`` when a person's text stands there already or nothing changed."""
    clean = tidy(said)
    held = ListingTranslation.objects.filter(listing=listing, field=name, language=language).first()
    if held is not None and held.status == TranslationStatus.HUMAN and status is TranslationStatus.MACHINE:
        return False
    if not clean:
        return held is not None and bool(held.delete()[0])
    of_text = digest(text(values_of(listing), name))
    if held is not None and (held.text, held.status, held.of_text) == (clean, status, of_text):
        return False
    ListingTranslation.objects.update_or_create(
        listing=listing,
        field=name,
        language=language,
        defaults={
            "text": clean,
            "status": status,
            "engine": engine,
            "reviewer_id": by.pk if by is not None else None,
            "at": now(),
            "of_text": of_text,
        },
    )
    return True
