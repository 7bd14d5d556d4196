"""Who reads and answers what around an answer, and which names; ``tests/permissions`` tries each service."""

from __future__ import annotations

from json import dumps, loads

import pytest
from tests.cast import Cast, person
from tests.factories.answers import need, sent
from tests.factories.enquiries import WORDS
from tests.factories.places import chapter

from banyan.base.audit.selectors import history
from banyan.base.errors import NotFound
from banyan.base.outbox.models import OutboxEvent
from banyan.domain.accounts.selectors import person_of, user_by_email
from banyan.domain.chapters.selectors import chapter_by_slug
from banyan.domain.chapters.services import servant_add
from banyan.domain.chapters.types import ChapterRole
from banyan.domain.listings.selectors import listing_get
from banyan.domain.listings.services import listing_update
from banyan.practice.brokerage.formats.answer import printed_words
from banyan.practice.brokerage.letters.answer import ANSWER_LETTERS, compose_answer
from banyan.practice.brokerage.models import Enquiry
from banyan.practice.brokerage.selectors import enquiry_get
from banyan.practice.brokerage.selectors.answers import answer_get, answers_of_need, may_answer
from banyan.practice.brokerage.services.answers import (
    answer_reply,
)
from banyan.practice.brokerage.types import Party
from banyan.practice.brokerage.types.answer import ReplyWord

PEOPLE = ("amina", "kofi", "mei", "rosa", "sami", "noor", "uma")


def test_only_those_who_look_after_the_chapter_are_offered_to_answer(cast: Cast) -> None:
    about = need(cast)
    able = [who for who in PEOPLE if may_answer(about, asker=getattr(cast, who))]
    assert able == ["rosa", "sami", "noor"]
    assert not may_answer(about, asker=cast.visitor)


def test_colleagues_of_the_seeker_read_and_reply_too(cast: Cast) -> None:
    answer = sent(cast)
    chair = user_by_email("chair@example.org")
    second = answer_get(answer, for_user=chair).options[1].listing
    answer_reply(public_id=answer, listing=second, word=ReplyWord.LATER, line="How loud?", by=chair)
    said = answer_get(answer, for_user=cast.amina).options[1].reply
    assert said is not None and said.line == "How loud?"


def test_of_an_offer_that_keeps_its_name_back_no_name_is_told_anywhere(cast: Cast) -> None:
    answer = sent(cast)
    one = answer_get(answer, for_user=cast.amina).options[0]
    listing_update(
        public_id=one.listing,
        raw={
            "visibility": {"organisation": "after_acceptance", "contact": "after_acceptance"},
            "contact": "kofi@example.org",
        },
        by=cast.kofi,
        expected_version=listing_get(one.listing, for_user=cast.kofi).version,
    )
    for reader in (cast.amina, cast.rosa, cast.noor):
        view = answer_get(answer, for_user=reader)
        first = next(each for each in view.options if each.listing == one.listing)
        assert (first.anonymous, first.owner, first.owner_slug, first.contact) == (True, "", "", "")
        (on_paper,) = [one for one in loads(printed_words(view))["options"] if one["place"] == first.place]
        printed = dumps(on_paper) + str(first)
        assert "Jua" not in printed and "kofi" not in printed.lower()


def test_of_an_anonymous_need_no_name_is_told_to_whoever_is_asked_or_in_any_trail(cast: Cast) -> None:
    answer = sent(cast, anonymous=True)
    view = answer_get(answer, for_user=cast.amina)
    (money, *_others) = view.helps
    assert ("Kind of organisation", "unknown") in {(mark.label, mark.verdict) for mark in money.marks}
    enquiry = answer_reply(
        public_id=answer, listing=view.options[0].listing, word=ReplyWord.YES, by=cast.amina, enquiry=WORDS
    )
    told = [str(answer_get(answer, for_user=cast.rosa))]
    told += [compose_answer(letter, view).plain for letter in ANSWER_LETTERS]
    told += [dumps([line.before, line.after]) for line in history(object_type="answer", object_id=answer)]
    told += [dumps(event.payload) for event in OutboxEvent.objects.filter(key__in=[answer, enquiry])]
    for text in told:
        assert "mwembe" not in text.lower() and "amina" not in text.lower()
    assert enquiry_get(enquiry, for_user=cast.kofi).asker == Party(hidden=True)
    assert answers_of_need(view.need, for_user=cast.kofi) == ()


def test_a_broker_of_another_chapter_learns_nothing(cast: Cast) -> None:
    answer = sent(cast)
    chapter("western-africa", places=("GH",))
    other = person("other")
    servant_add(
        chapter=chapter_by_slug("western-africa"), user_pk=other.pk, person=person_of(other), role=ChapterRole.BROKER
    )
    with pytest.raises(NotFound):
        answer_get(answer, for_user=other)
    assert answers_of_need(answer_get(answer, for_user=cast.rosa).need, for_user=other) == ()


def test_of_a_need_that_names_its_organisation_later_nothing_is_told_either(cast: Cast) -> None:
    answer = sent(cast, visibility={"organisation": "after_acceptance"})
    view = answer_get(answer, for_user=cast.amina)
    assert view.unnamed
    assert ("Kind of organisation", "unknown") in {(mark.label, mark.verdict) for mark in view.helps[0].marks}
    began = answer_reply(
        public_id=answer, listing=view.options[0].listing, word=ReplyWord.YES, by=cast.amina, enquiry=WORDS
    )
    assert Enquiry.objects.get(public_id=began).organisation is None
    assert enquiry_get(began, for_user=cast.kofi).asker == Party(hidden=True)


def test_a_condition_whose_answer_the_owner_keeps_back_since_is_left_out(cast: Cast) -> None:
    answer = sent(cast)
    one = answer_get(answer, for_user=cast.amina).options[0]
    fields = ("territories", "trl", "cost_purchase", "cooperation", "languages")
    known = [mark for mark in one.marks if mark.verdict != "unknown" and mark.of != "support"]
    assert {mark.of for mark in known} == {"territory", "trl", "budget", "cooperation", "language"}
    listing_update(
        public_id=one.listing,
        raw={"visibility": dict.fromkeys(fields, "after_acceptance")},
        by=cast.kofi,
        expected_version=listing_get(one.listing, for_user=cast.kofi).version,
    )
    for reader in (cast.amina, cast.rosa):
        view = answer_get(answer, for_user=reader)
        first = next(each for each in view.options if each.listing == one.listing)
        written = next(each for each in view.words.options if each.listing == one.listing)
        assert first.marks == written.marks == tuple(mark for mark in one.marks if mark not in known)
        assert not {mark.sentence for mark in known} & {*first.why, *first.doubts}
        others = [each for each in view.options if each.listing != one.listing]
        assert all(any(mark.verdict != "unknown" for mark in each.marks) for each in others)
