"""Invented people with the roles of a node. Their password is no secret, so they exist on development nodes only."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings

from banyan.domain.accounts.errors import NoSuchPerson
from banyan.domain.accounts.policy import SignedIn
from banyan.domain.accounts.selectors import person_of, user_by_email
from banyan.domain.accounts.services import user_create
from banyan.domain.chapters.selectors import chapter_by_slug
from banyan.domain.chapters.services import servant_add
from banyan.domain.chapters.types import ChapterRole
from banyan.domain.organisations.selectors import organisation_by_slug
from banyan.domain.organisations.services import member_add, organisation_verify
from banyan.domain.organisations.types import MemberRole
from banyan.doors.cli.user import confirm_address

PASSWORD = "under-the-banyan"  # noqa: S105  documented, for development nodes alone
_CHAPTER = "eastern-africa"


@dataclass(frozen=True, slots=True)
class Account:
    """One person of the demo: ``organisation`` or ``role`` in the chapter says what they may do."""

    email: str
    name: str
    may: str
    organisation: str = ""
    role: ChapterRole | None = None
    node_admin: bool = False


ACCOUNTS = (
    Account("seeker@demo.example.org", "Halima Tsuma", "asks for Mwembe Hai, fruit growers", "mwembe-hai-cooperative"),
    Account("provider@demo.example.org", "Yaw Boateng", "offers for Sunfold Dryers", "sunfold-dryers"),
    Account("broker@demo.example.org", "Grace Atieno", "brokers in Eastern Africa", role=ChapterRole.BROKER),
    Account("steward@demo.example.org", "Josephat Lema", "runs the chapter Eastern Africa", role=ChapterRole.STEWARD),
    Account("admin@demo.example.org", "Zawadi Njoroge", "administers this node", node_admin=True),
)


def allowed() -> bool:
    """Whether this node may have accounts whose password everybody knows."""
    return settings.BANYAN_MODE == "dev"


def create() -> None:
    """Makes the accounts with their roles; repeating it changes nothing."""
    for account in ACCOUNTS:
        _roles(account, _user(account))
    admin = user_by_email("admin@demo.example.org")  # some of the organisations are of no chapter of the sample
    for account in ACCOUNTS:
        if account.organisation:
            organisation = organisation_by_slug(account.organisation)
            organisation_verify(organisation=organisation, by=admin)


def present() -> list[Account]:
    """Those that exist here."""
    return [account for account in ACCOUNTS if _found(account.email) is not None]


def _user(account: Account) -> SignedIn:
    user = _found(account.email) or user_create(
        email=account.email,
        password=PASSWORD,
        name=account.name,
        is_node_admin=account.node_admin,
        is_sample=True,
        actor="cli",
    )
    confirm_address(user)
    return user


def _roles(account: Account, user: SignedIn) -> None:
    if account.organisation:
        organisation = organisation_by_slug(account.organisation)
        member_add(organisation=organisation, member=user, role=MemberRole.ADMIN, by=None)
    if account.role is not None:
        servant_add(
            chapter=chapter_by_slug(_CHAPTER), user_pk=user.pk, person=person_of(user), role=account.role, actor="cli"
        )


def _found(email: str) -> SignedIn | None:
    try:
        return user_by_email(email)
    except NoSuchPerson:
        return None
