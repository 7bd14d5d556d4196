"""Mail of the room. A job is done at least once, so somebody may in a rare case get a letter twice."""

from __future__ import annotations

from django.utils.translation import override

from banyan.base.jobs import job
from banyan.base.letters import send
from banyan.domain.accounts.errors import NoSuchPerson
from banyan.domain.accounts.selectors import user_by_id
from banyan.practice.brokerage.letters import compose
from banyan.practice.brokerage.models import Enquiry


@job("brokerage.write")
def write(*, enquiry: str, letter: str, to: str, version: int) -> None:
    """Writes one letter about an enquiry to one person, in their language, as text and as HTML.

    A letter that asks for something is not sent any more when the enquiry has moved on since ``version``.
    """
    row = Enquiry.objects.select_related("listing", "asker", "organisation").filter(public_id=enquiry).first()
    try:
        person = user_by_id(to)
    except NoSuchPerson:
        return
    if row is None or not person.is_active or person.is_sample:
        return
    with override(person.locale):
        said = compose(letter, row, to=person, current=row.version == version)
        if said is None:
            return
        send(said, to=person.email, language=person.locale)
