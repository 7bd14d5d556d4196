from __future__ import annotations

from dataclasses import asdict

from django.db import IntegrityError, transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from banyan.base.clock import now
from banyan.base.errors import Invalid, Stale
from banyan.base.ids import new_id
from banyan.base.text import tidy
from banyan.domain.organisations.models import Membership, Organisation
from banyan.domain.organisations.rules import ror_id, web_address
from banyan.domain.organisations.services.trail import leave_trail
from banyan.domain.organisations.types import MemberRole, OrganisationDraft, OrganisationKind, OrganisationSize
from banyan.domain.taxonomy.errors import UnknownCode
from banyan.domain.taxonomy.selectors import country


def organisation_create(
    *,
    draft: OrganisationDraft,
    admin_pk: int | None,
    slug: str = "",
    chapter_id: int | None = None,
    is_sample: bool = False,
    actor: str = "",
) -> Organisation:
    """A new organisation whose first administrator is the user ``admin_pk``. ``Invalid`` names what cannot be taken."""
    values = _checked(draft)
    try:
        with transaction.atomic():
            organisation = Organisation.objects.create(
                slug=_free_slug(slug or draft.name), chapter_id=chapter_id, is_sample=is_sample, **values
            )
            if admin_pk is not None:
                Membership.objects.create(organisation=organisation, user_id=admin_pk, role=MemberRole.ADMIN)
            leave_trail(organisation, "organisation.create", actor, before=None, after=values)
    except IntegrityError as error:
        raise _explained(error) from error
    return organisation


def organisation_update(
    *, organisation: Organisation, draft: OrganisationDraft, expected_version: int, actor: str
) -> Organisation:
    """Changes the organisation unless somebody saved after ``expected_version`` (then ``Stale``)."""
    values = _checked(draft)
    try:
        with transaction.atomic():
            current = Organisation.objects.select_for_update().get(pk=organisation.pk)
            if current.version != expected_version:
                raise Stale(version=current.version)
            before = {key: getattr(current, key) for key in values}
            for key, value in values.items():
                setattr(current, key, value)
            current.version += 1
            current.save()
            leave_trail(current, "organisation.update", actor, before=before, after=values)
    except IntegrityError as error:
        raise _explained(error) from error
    return current


def organisation_verify(*, organisation: Organisation, by_pk: int, actor: str) -> Organisation:
    """Marks that a chapter has checked who stands behind the organisation; repeating it changes nothing."""
    with transaction.atomic():
        current = Organisation.objects.select_for_update().get(pk=organisation.pk)
        if current.verified is None:
            current.verified, current.verified_by_id = now(), by_pk
            current.version += 1
            current.save()
            leave_trail(current, "organisation.verify", actor, before={"verified": False}, after={"verified": True})
    return current


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
