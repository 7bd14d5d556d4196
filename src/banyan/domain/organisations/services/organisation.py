from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict

from django.db import IntegrityError, transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from banyan.base.clock import now
from banyan.base.errors import Invalid, NotAllowed, Stale
from banyan.base.ids import new_id
from banyan.base.text import tidy
from banyan.domain.accounts.policy import SignedIn
from banyan.domain.chapters.selectors import chapter_covering
from banyan.domain.organisations.models import Membership, Organisation
from banyan.domain.organisations.policy import may_edit
from banyan.domain.organisations.rules import ror_id, web_address
from banyan.domain.organisations.services.trail import leave_trail
from banyan.domain.organisations.types import (
    MemberRole,
    OrganisationDraft,
    OrganisationKind,
    OrganisationSize,
    Standing,
)
from banyan.domain.taxonomy.errors import UnknownCode
from banyan.domain.taxonomy.selectors import country

#: What tells readers who it is.
_WHO = frozenset({"name", "country", "ror"})


def organisation_create(
    *,
    draft: OrganisationDraft,
    by: SignedIn | None,
    slug: str = "",
    chapter_id: int | None = None,
    is_sample: bool = False,
) -> Organisation:
    """A new organisation whose first administrator is ``by``; the node itself (None) makes one that nobody administers
    yet. ``Invalid`` names what cannot be taken."""
    values = _checked(draft)
    try:
        with transaction.atomic():
            organisation = Organisation.objects.create(
                slug=_free_slug(slug or draft.name),
                chapter_id=chapter_id or _chapter_of(draft.country),
                is_sample=is_sample,
                **values,
            )
            if by is not None:
                Membership.objects.create(organisation=organisation, user=by, role=MemberRole.ADMIN)
            leave_trail(organisation, "organisation.create", by, before=None, after=values)
    except IntegrityError as error:
        raise _explained(error) from error
    return organisation


def organisation_update(
    *, organisation: Organisation, draft: OrganisationDraft, expected_version: int, by: SignedIn
) -> Organisation:
    """Changes the organisation unless somebody saved after ``expected_version`` (then ``Stale``).

    One that takes another name, country or ROR id is another organisation to its readers: it loses the chapter's mark
    until it is checked again. One that could not be checked is looked at again after any change.
    """
    values = _checked(draft)
    try:
        with transaction.atomic():
            current = Organisation.objects.select_for_update().get(pk=organisation.pk)
            if not may_edit(by, current):
                raise NotAllowed(_("Only the administrators of this organisation can change its page."))
            if current.version != expected_version:
                raise Stale(version=current.version)
            before = {key: getattr(current, key) for key in values}
            for key, value in values.items():
                setattr(current, key, value)
            if before["country"] != current.country:
                current.chapter_id = _chapter_of(current.country)
            if _must_be_checked_again(current, before):
                current.set_standing(Standing.WAITING, at=now(), by=None)
            current.version += 1
            current.save()
            leave_trail(current, "organisation.update", by, before=before, after=values)
    except IntegrityError as error:
        raise _explained(error) from error
    return current


def _must_be_checked_again(current: Organisation, before: Mapping[str, object]) -> bool:
    changed = {name for name, value in before.items() if getattr(current, name) != value}
    return bool(changed & _WHO if current.standing is Standing.VERIFIED else changed)


def _chapter_of(country_code: str) -> int | None:
    """The row key of the chapter that looks after the country."""
    found = chapter_covering(places=[country_code], sdgs=())
    return found.pk if found else None


def _checked(draft: OrganisationDraft) -> dict[str, object]:
    """The draft's values as stored, or ``Invalid`` with a sentence for each field that cannot be taken."""
    wrong: dict[str, list[str]] = {}
    name = tidy(draft.name)
    if not 2 <= len(name) <= 160:
        wrong["name"] = [_("Give the organisation's name, in 2 to 160 characters.")]
    if draft.kind not in OrganisationKind.values:
        wrong["kind"] = [_("Choose what kind of organisation this is.")]
    if draft.size and draft.size not in OrganisationSize.values:
        wrong["size"] = [_("Choose one of the sizes, or leave it open.")]
    try:
        country(draft.country)
    except UnknownCode:
        wrong["country"] = [_("Choose the country from the list.")]
    ror = ror_id(draft.ror) if draft.ror.strip() else ""
    if ror is None:
        wrong["ror"] = [
            _("This is not a ROR id: its check digits do not agree. Copy it from ror.org or leave it empty.")
        ]
    website = web_address(draft.website) if draft.website.strip() else ""
    if website is None:
        wrong["website"] = [_("Write the address as https://example.org, or leave it empty.")]
    if wrong:
        raise Invalid(wrong)
    values = asdict(draft)
    values.update(name=name, about=tidy(draft.about)[:5000], ror=ror, website=website, languages=list(draft.languages))
    return values


def _free_slug(wanted: str) -> str:
    """A slug nobody has: the name's own, else with the end of a fresh id."""
    slug = slugify(wanted)[:60].strip("-") or "organisation"
    if not Organisation.objects.filter(slug=slug).exists():
        return slug
    return f"{slug}-{new_id('org')[-8:]}"


def _explained(error: IntegrityError) -> Invalid:
    if "one_organisation_per_ror" in str(error):
        return Invalid(
            {"ror": [_("Another organisation here already has this ROR id. Ask its administrator to add you.")]}
        )
    return Invalid({"name": [_("Somebody just took this name. Change it a little and save again.")]})
