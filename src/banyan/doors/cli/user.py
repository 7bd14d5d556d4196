"""``banyan user``: people of this node, for those who run it."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer
from rich.console import Console
from rich.table import Table

from banyan.base.errors import BanyanError
from banyan.doors.cli.node import boot

if TYPE_CHECKING:
    from banyan.domain.accounts.policy import SignedIn

app = typer.Typer(add_completion=False, no_args_is_help=True)
_console = Console(highlight=False, soft_wrap=True)
_ACTOR = "cli"
_ROLES = "member, organisation_admin, broker, evaluator, chapter_steward or node_admin"

Email = Annotated[str, typer.Argument(help="E-mail address the person signs in with.")]
Generate = Annotated[bool, typer.Option("--generate", help="Make up a password and show it once, instead of asking.")]


@app.command()
def create(
    email: Email,
    name: Annotated[str, typer.Option(help="Name that others see.")] = "",
    language: Annotated[str, typer.Option(help="Language of pages and mail, such as fr or zh-hans.")] = "en",
    node_admin: Annotated[bool, typer.Option("--node-admin", help="Administers this node.")] = False,
    generate: Generate = False,
) -> None:
    """Make an account whose address counts as confirmed."""
    boot()
    from django.db import transaction

    from banyan.domain.accounts.services import user_create

    password = _password(generate)
    try:
        with transaction.atomic():
            user = user_create(
                email=email, password=password, name=name, locale=language, is_node_admin=node_admin, actor=_ACTOR
            )
            confirm_address(user)
    except BanyanError as error:
        _refuse(error)
    _console.print(f"{email} can sign in now{' and administers this node' if node_admin else ''}.")
    _show(password, generate)


@app.command("list")
def list_(
    most: Annotated[int, typer.Option(min=1, help="How many to show, newest first.")] = 50,
) -> None:
    """Show the people of this node, newest first."""
    boot()
    from banyan.domain.accounts.selectors import users

    table = Table("E-mail", "Name", "Language", "Joined", "Administers", box=None, pad_edge=False)
    for user in users()[:most]:
        joined = user.joined.date().isoformat()
        table.add_row(user.email, user.name, user.locale, joined, "this node" if user.is_staff else "")
    _console.print(table)


@app.command()
def password(email: Email, generate: Generate = False) -> None:
    """Set a new password; the person is signed out everywhere."""
    boot()
    from banyan.domain.accounts.selectors import user_by_email
    from banyan.domain.accounts.services import user_set_password

    try:
        user = user_by_email(email)
        fresh = _password(generate)
        user_set_password(user=user, password=fresh, actor=_ACTOR)
    except BanyanError as error:
        _refuse(error)
    _console.print(f"{user.email} has a new password.")
    _show(fresh, generate)


@app.command("set-role")
def set_role(
    email: Email,
    role: Annotated[str, typer.Argument(help=f"One of: {_ROLES}.")],
    organisation: Annotated[str, typer.Option(help="Short name (slug) of the organisation, for its roles.")] = "",
    chapter: Annotated[str, typer.Option(help="Short name (slug) of the chapter, for its roles.")] = "",
) -> None:
    """Give a person a role: in an organisation, in a chapter, or on this node.

    `member` without an organisation takes the administration of this node back.
    """
    boot()
    from banyan.domain.accounts.selectors import user_by_email

    try:
        user = user_by_email(email)
        if organisation:
            _organisation_role(user, organisation, role)
        elif chapter:
            _chapter_role(user, chapter, role)
        else:
            _node_role(user, role)
    except BanyanError as error:
        _refuse(error)
    _console.print(
        f"{user.email} is {role} {f'of {organisation or chapter}' if organisation or chapter else 'here'} now."
    )


def confirm_address(user: SignedIn) -> None:
    """Counts the user's address as confirmed, so that they may sign in at once; repeating it changes nothing."""
    from allauth.account.models import EmailAddress

    EmailAddress.objects.update_or_create(
        user=user, email=user.email.lower(), defaults={"verified": True, "primary": True}
    )


def _organisation_role(user: SignedIn, slug: str, role: str) -> None:
    from banyan.domain.organisations.selectors import organisation_by_slug
    from banyan.domain.organisations.services import member_add, member_set_role
    from banyan.domain.organisations.types import MemberRole

    chosen = MemberRole(_known(role, [str(one) for one in MemberRole]))
    found = organisation_by_slug(slug)
    member_add(organisation=found, member=user, role=chosen, by=None)
    member_set_role(organisation=found, member=user, role=chosen, by=None)


def _chapter_role(user: SignedIn, slug: str, role: str) -> None:
    from banyan.domain.accounts.selectors import person_of
    from banyan.domain.chapters.selectors import chapter_by_slug
    from banyan.domain.chapters.services import servant_add
    from banyan.domain.chapters.types import ChapterRole

    chosen = ChapterRole(_known(role, [str(one) for one in ChapterRole]))
    servant_add(chapter=chapter_by_slug(slug), user_pk=user.pk, person=person_of(user), role=chosen, actor=_ACTOR)


def _node_role(user: SignedIn, role: str) -> None:
    from banyan.domain.accounts.services import user_set_node_admin

    wanted = _known(role, ["node_admin", "member"], "; other roles need --organisation or --chapter")
    user_set_node_admin(user=user, is_node_admin=wanted == "node_admin", actor=_ACTOR)


def _known(role: str, roles: list[str], hint: str = "") -> str:
    if role not in roles:
        raise typer.BadParameter(f"{role!r} is no role here. Choose {' or '.join(roles)}{hint}.")
    return role


def _password(generate: bool) -> str:
    return (
        secrets.token_urlsafe(15)
        if generate
        else str(typer.prompt("Password", hide_input=True, confirmation_prompt=True))
    )


def _show(password: str, generated: bool) -> None:
    if generated:
        _console.print(f"Password (shown this once): {password}", markup=False)


def _refuse(error: BanyanError) -> NoReturn:
    Console(stderr=True, highlight=False).print(f"{error} Nothing was changed.", markup=False)
    raise typer.Exit(1)
