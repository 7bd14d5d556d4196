from __future__ import annotations

from collections.abc import Collection

from django.db.models import QuerySet
from django.db.models.functions import Coalesce

from banyan.domain.accounts.policy import Asker, is_node_admin
from banyan.domain.accounts.selectors import person_of
from banyan.domain.chapters.selectors import chapters_served
from banyan.domain.chapters.types import ChapterRole
from banyan.domain.organisations.errors import NoSuchOrganisation
from banyan.domain.organisations.models import Membership, Organisation
from banyan.domain.organisations.rules import host_of
from banyan.domain.organisations.types import MemberRole, OrganisationView, Speaker


def organisations() -> QuerySet[Organisation]:
    """All organisations by name."""
    return Organisation.objects.order_by("name")


def organisation_by_slug(slug: str) -> Organisation:
    """The organisation; ``NoSuchOrganisation`` when there is none."""
    organisation = Organisation.objects.filter(slug=slug).first()
    if organisation is None:
        raise NoSuchOrganisation(slug=slug)
    return organisation


def organisation_view(organisation: Organisation) -> OrganisationView:
    """What everybody may see of an organisation."""
    return OrganisationView(
        id=organisation.public_id,
        slug=organisation.slug,
        name=organisation.name,
        kind=organisation.kind,
        kind_label=str(organisation.get_kind_display()),
        size_label=str(organisation.get_size_display()) if organisation.size else "",
        country=organisation.country,
        languages=tuple(organisation.languages),
        website=organisation.website,
        about=organisation.about,
        ror=organisation.ror,
        verified=organisation.verified is not None,
        is_sample=organisation.is_sample,
        version=organisation.version,
    )


def organisations_of(asker: Asker, *roles: MemberRole) -> QuerySet[Organisation]:
    """The organisations the asker acts for (in one of the roles, or in any), by name."""
    if asker.pk is None:
        return Organisation.objects.none()
    rows = Membership.objects.filter(user_id=asker.pk)
    if roles:
        rows = rows.filter(role__in=roles)
    return Organisation.objects.filter(pk__in=rows.values("organisation_id")).order_by("name")


def role_in(asker: Asker, organisation_id: int | None) -> MemberRole | None:
    """The asker's role in the organisation (row key), or ``None``."""
    if asker.pk is None or organisation_id is None:
        return None
    row = Membership.objects.filter(user_id=asker.pk, organisation_id=organisation_id).first()
    return MemberRole(row.role) if row else None


def to_judge(asker: Asker, *, decided: bool = False) -> QuerySet[Organisation]:
    """The organisations that the asker checks: those that wait, longest first, or (``decided``) the last judged.

    Nobody judges an organisation of their own.
    """
    if asker.pk is None:
        return Organisation.objects.none()
    rows = Organisation.objects.exclude(memberships__user_id=asker.pk).select_related("chapter", "verified_by")
    if not is_node_admin(asker):
        served = chapters_served(asker, ChapterRole.STEWARD, ChapterRole.BROKER)
        rows = rows.filter(chapter_id__in=served)
    if decided:
        return rows.annotate(judged=Coalesce("verified", "refused")).exclude(judged=None).order_by("-judged", "pk")
    return rows.filter(verified=None, refused=None).order_by("is_sample", "created", "pk")


def speaking_for(organisation: Organisation) -> tuple[Speaker, ...]:
    """Who acts for the organisation, and whether their address is of its own site; for those who judge it."""
    host = host_of(organisation.website)
    return tuple(
        Speaker(
            name=person_of(one.user).name,
            role=str(one.get_role_display()),
            of_its_site=bool(host) and host_of(one.user.email) == host,
            joined=one.joined,
        )
        for one in members(organisation)
    )


def administrators(keys: Collection[int]) -> dict[int, frozenset[int]]:
    """The administrators of several organisations, all by their row keys."""
    found: dict[int, set[int]] = {key: set() for key in keys}
    rows = Membership.objects.filter(organisation_id__in=list(keys), role=MemberRole.ADMIN)
    for organisation, user in rows.values_list("organisation_id", "user_id"):
        found[organisation].add(user)
    return {key: frozenset(users) for key, users in found.items()}


def members(organisation: Organisation) -> QuerySet[Membership]:
    """Who acts for the organisation, administrators first."""
    return organisation.memberships.select_related("user").order_by("-role", "joined")
