"""Mail of the room. A job is done at least once, so somebody may in a rare case get a letter twice."""

from __future__ import annotations

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from banyan.base.jobs import job
from banyan.base.letters import isolated, post_plain
from banyan.domain.organisations.models import Organisation
from banyan.domain.organisations.types import Standing

#: Where an organisation is read; the door keeps its page there.
PAGE = "/organisations/{slug}/"


@job("organisations.tell_members")
def tell_members(*, organisation: str, version: int) -> None:
    """Writes to all who act for the organisation how it was judged; not when that has changed again since."""
    row = Organisation.objects.filter(public_id=organisation, version=version).first()
    if row is None:
        return
    for member in row.memberships.select_related("user").filter(user__is_active=True, user__is_sample=False):
        with override(member.user.locale):
            subject, body = _letter(row)
            said, _sep, foot = body.rpartition("\n\n")
            body = f"{said}\n\n{settings.BANYAN_URL}{PAGE.format(slug=row.slug)}\n\n{foot}"
            post_plain(subject=subject, plain=body, to=member.user.email, language=member.user.locale)


def _letter(row: Organisation) -> tuple[str, str]:
    said = {
        "name": isolated(row.name),
        "node": settings.BANYAN_NODE_NAME,
        "reason": row.refusal,
        "url": settings.BANYAN_URL,
    }
    if row.standing is Standing.VERIFIED:
        return (
            _("%(name)s is checked") % said,
            _(
                "The chapter has checked who stands behind %(name)s. Its page and its listings say so now, and what "
                "its members post is seen at once.\n\n%(node)s, %(url)s"
            )
            % said,
        )
    return (
        _("%(name)s could not be checked yet") % said,
        _(
            "The chapter could not check who stands behind %(name)s. It wrote:\n\n%(reason)s\n\nNothing else changes: "
            "its listings stay. Change what is missing on the organisation's page, and it is looked at again.\n\n"
            "%(node)s, %(url)s"
        )
        % said,
    )
