"""Each letter, in each language: text and HTML, right to left where it is, without pictures, with its link."""

from __future__ import annotations

import re

import pytest
from django.core import mail
from django.test import Client
from tests.cast import PROVIDER, Cast
from tests.doors.web.reading import text_of
from tests.factories.enquiries import sent
from tests.factories.listings import published

from banyan.domain.accounts.rules import INTERFACE_LANGUAGES
from banyan.domain.accounts.services import user_update
from banyan.domain.listings.types import DeclineReason, Kind
from banyan.practice.brokerage.letters import LETTERS
from banyan.practice.brokerage.models import Enquiry
from banyan.practice.brokerage.services import enquiry_decline
from banyan.practice.brokerage.tasks import write


def html_of(said: mail.EmailMessage) -> str:
    assert isinstance(said, mail.EmailMultiAlternatives)
    return str(said.alternatives[0][0])


@pytest.mark.parametrize("language", INTERFACE_LANGUAGES)
def test_every_letter_stands_by_itself(cast: Cast, offer: str, language: str) -> None:
    one = sent(cast.amina, offer)
    enquiry_decline(public_id=one, reason=DeclineReason.TOO_COSTLY, by=cast.kofi, line="A secret line.")
    version = Enquiry.objects.get(public_id=one).version
    user_update(user=cast.kofi, name="Kofi", locale=language, time_zone="Africa/Nairobi", actor="")
    for letter in LETTERS:
        write.run(enquiry=one, letter=letter, to=cast.kofi.public_id, version=version)
    assert len(mail.outbox) == len(LETTERS)
    for said in mail.outbox:
        page = html_of(said)
        link = f"http://localhost:8000/enquiries/{one}/"
        assert link in said.body and f'href="{link}"' in page
        assert f'dir="{"rtl" if language == "ar" else "ltr"}"' in page
        assert "<img" not in page and "url(" not in page
        assert not re.search(r"%\(|\n", str(said.subject))
        assert "%(" not in said.body
        assert text_of(page).startswith(" ".join(str(said.subject).split())[:20])
        for hidden in ("example.org", "A secret line.", "forty families"):
            assert hidden not in said.body + page


def test_a_letter_that_asks_for_something_done_is_not_sent(cast: Cast, offer: str) -> None:
    one = sent(cast.amina, offer)
    enquiry_decline(public_id=one, reason=DeclineReason.TOO_COSTLY, by=cast.kofi)
    write.run(enquiry=one, letter="remind", to=cast.kofi.public_id, version=1)
    write.run(enquiry=one, letter="sent", to="usr_none", version=2)
    assert mail.outbox == []


def test_a_title_with_line_breaks_or_markup_stays_a_title(cast: Cast) -> None:
    offer = published(cast.kofi, Kind.OFFER, title="Dryer <b>now</b>\r\nBcc: uma@example.org").id
    one = sent(cast.amina, offer)
    write.run(enquiry=one, letter="sent", to=cast.kofi.public_id, version=1)
    assert mail.outbox[-1].recipients() == ["kofi@example.org"]
    assert "<b>" not in html_of(mail.outbox[-1])


def test_the_share_of_promises_kept_is_read_on_the_organisations_page(cast: Cast, offer: str) -> None:
    for person in (cast.amina, cast.mei, cast.uma, cast.rosa, cast.sami):
        assert "Kept for" not in text_of(Client().get(f"/organisations/{PROVIDER}/"))
        enquiry_decline(public_id=sent(person, offer), reason=DeclineReason.TOO_COSTLY, by=cast.kofi)
    assert "Kept for 100 % of those" in text_of(Client().get(f"/organisations/{PROVIDER}/"))
