"""Mail about reports. A job is done at least once, so somebody may in a rare case get a letter twice."""

from __future__ import annotations

from django.utils.translation import override

from banyan.base.jobs import job
from banyan.base.letters import send
from banyan.domain.accounts.errors import NoSuchPerson
from banyan.domain.accounts.selectors import user_by_id
from banyan.domain.moderation.letters import Told, compose
from banyan.domain.moderation.models import Flag


@job("moderation.tell")
def tell(*, flag: str, told: str, to: str, version: int) -> None:
    """Writes one letter, unless the report has moved on since or the person left."""
    row = Flag.objects.filter(public_id=flag, version=version).first()
    try:
        person = user_by_id(to)
    except NoSuchPerson:
        return
    if row is None or not person.is_active or person.is_sample:
        return
    with override(person.locale):
        send(compose(row, Told(told)), to=person.email, language=person.locale)
