"""Mail to those who work at a desk. A job is done at least once, so somebody may in a rare case get a letter twice."""

from __future__ import annotations

from django.utils.translation import override

from banyan.base.jobs import job
from banyan.base.letters import send
from banyan.domain.accounts.errors import NoSuchPerson
from banyan.domain.accounts.selectors import person_of, user_by_id
from banyan.practice.brokerage.letters.desk import compose_desk


@job("brokerage.write_desk")
def write_desk(*, letter: str, to: str, by: str = "", title: str = "", count: int = 1, chapter: str = "") -> None:
    """Tells somebody that something came into their hands, or that the desk below theirs (``chapter``: its slug and
    name with a space between) is silent."""
    try:
        person = user_by_id(to)
    except NoSuchPerson:
        return
    if not person.is_active or person.is_sample:
        return
    try:
        giver = person_of(user_by_id(by)).name
    except NoSuchPerson:
        giver = ""
    with override(person.locale):
        send(
            compose_desk(letter, giver=giver, title=title, count=count, chapter=chapter),
            to=person.email,
            language=person.locale,
        )
