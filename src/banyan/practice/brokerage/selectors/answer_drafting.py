"""The first words of an answer, from what matching finds: for a broker to look at and to change.

Everything is read as anybody may read it, so that no draft can hold what its seeker may not.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from babel import Locale, UnknownLocaleError
from babel.dates import format_date
from babel.numbers import format_decimal
from django.contrib.auth.models import AnonymousUser
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from banyan.base.clock import today
from banyan.base.errors import NotFound
from banyan.base.money import Money, is_currency
from banyan.base.text import base_language
from banyan.domain.accounts.policy import SignedIn
from banyan.domain.listings.selectors import listing_get, listings_by_ids, owner_side
from banyan.domain.listings.types import Kind, ListingView, State, codes, day, number, text
from banyan.domain.taxonomy.selectors import place_contains
from banyan.practice.brokerage.models import Answer, AnswerReply
from banyan.practice.brokerage.people import keeps_its_name
from banyan.practice.brokerage.people.answer import seekers
from banyan.practice.brokerage.rules.answer import cut
from banyan.practice.brokerage.rules.package import eligibility, is_barred
from banyan.practice.brokerage.selectors.package import conditions_of
from banyan.practice.brokerage.types.answer import (
    MOST_HELPS,
    MOST_LINE,
    MOST_OPTIONS,
    MOST_PART,
    MOST_PROPOSED,
    AnswerMark,
    AnswerWords,
    HelpWords,
    OptionWords,
    ReplyWord,
    Titled,
)
from banyan.practice.brokerage.types.answer_labels import CONDITIONS
from banyan.practice.brokerage.types.package import Applicant
from banyan.practice.matchmaking.selectors import answers_to, compare
from banyan.practice.matchmaking.types import MatchCard, NextQuestion

#: Whoever reads an answer reads of its options what everybody may.
EVERYBODY = AnonymousUser()
_HELPING = (Kind.FUNDING.value, Kind.TRAINING.value)
_LOOKED_AT = 12


def first_words(answer: Answer, need: ListingView, *, seeker: SignedIn | None) -> AnswerWords:
    """A draft in the active language: the best three of those that are more likely right than wrong, more that are left
    out, money and training.

    Where nothing is good enough no option is chosen, and the draft says so. Costs two rankings (20–600 ms).
    """
    found = answers_to(need, asker=EVERYBODY, top=MOST_PROPOSED + 2, kinds=(Kind.OFFER.value,))
    said = _said_before(answer)
    cards = [one for one in found.cards if seeker is None or not owner_side(one.listing.id, asker=seeker)]
    good = [one.listing.id for one in cards if one.clear and one.listing.id not in said]
    places = {listing: place for place, listing in enumerate(good[:MOST_OPTIONS], start=1)}
    options = [_option(card, places.get(card.listing.id, 0), found.question) for card in cards[:MOST_PROPOSED]]
    helps: Sequence[HelpWords] = ()
    if found.index_ready:
        others = answers_to(need, asker=EVERYBODY, top=_LOOKED_AT, kinds=_HELPING)
        of_others = [one for one in others.cards if seeker is None or not owner_side(one.listing.id, asker=seeker)]
        helps = _helps(of_others, _applicant(answer, need))
    question = found.question if found.question is not None and found.question.listing is None else None
    return AnswerWords(
        intro=_intro(question, any(places.values())),
        nothing=_nothing(),
        options=tuple(sorted(options, key=lambda one: one.place or len(options) + 1)),
        helps=tuple(helps),
    )


def added(words: AnswerWords, public_id: str, answer: Answer, need: ListingView) -> AnswerWords | None:
    """The words with one more offer, funding or training that is shown now; ``None`` when there is none of this id, or
    when it is of the seeker's own side: they could not say yes to it."""
    listing = shown(public_id)
    if listing is None or listing.kind not in {Kind.OFFER, Kind.FUNDING, Kind.TRAINING}:
        return None
    if listing.id in {one.listing for one in words.options} | {one.listing for one in words.helps}:
        return words
    if any(owner_side(listing.id, asker=person) for person in seekers(answer)):
        return None
    if listing.kind is not Kind.OFFER:
        more = _help(listing, "", _applicant(answer, need))
        return AnswerWords(words.intro, words.nothing, words.options, (*words.helps, more))
    cards = compare([listing.id], need.id, EVERYBODY).cards if shown(need.id) is not None else ()
    one = (
        _option(cards[0], len(words.chosen) + 1, None)
        if cards
        else OptionWords(listing.id, titled(listing, answer.language).text, len(words.chosen) + 1, step=_step([], None))
    )
    return AnswerWords(words.intro, words.nothing, (*words.options, one), words.helps)


def shown(public_id: str) -> ListingView | None:
    """A listing as everybody may see it; ``None`` when it is not shown now."""
    try:
        view = listing_get(public_id, for_user=EVERYBODY)
    except NotFound:
        return None
    return view if view.state is State.PUBLISHED else None


def shown_of(words: AnswerWords) -> Mapping[str, ListingView]:
    """Of all that is written of, what is shown now, as everybody may see it; a handful of queries."""
    ids = [*(one.listing for one in words.options), *(one.listing for one in words.helps)]
    return {one.id: one for one in listings_by_ids(ids, for_user=EVERYBODY) if one.state is State.PUBLISHED}


def titled(view: ListingView, language: str) -> Titled:
    """The title in the wanted language where there is one, else as its owner wrote it."""
    wanted = base_language(language)
    if base_language(view.language or wanted) != wanted:
        for name, text_ in view.translations:
            if name == "title" and base_language(text_.language) == wanted and text_.text:
                return Titled(text_.text, text_.language)
    return Titled(view.title, view.language)


def _said_before(answer: Answer) -> Collection[str]:
    """Of what the seeker has said yes or no to in former answers, nothing is proposed again by itself."""
    rows = AnswerReply.objects.filter(answer__need_id=answer.need_id, word__in=[ReplyWord.YES, ReplyWord.NO])
    return frozenset(rows.values_list("listing", flat=True))


def _option(card: MatchCard, place: int, question: NextQuestion | None) -> OptionWords:
    asked = question if question is not None and question.listing is not None else None
    mine = asked if asked is not None and asked.listing is not None and asked.listing.id == card.listing.id else None
    return OptionWords(
        listing=card.listing.id,
        title=card.listing.title,
        place=place,
        why=cut("\n".join(card.reasons or _fitting(card)), MOST_PART),
        doubts=cut("\n".join(card.doubts), MOST_PART),
        step=cut(_step(card.doubts, mine), MOST_LINE),
        marks=tuple(
            AnswerMark(str(one.label), one.verdict, one.sentence, one.hard, one.criterion) for one in card.marks
        ),
    )


def _fitting(card: MatchCard) -> list[str]:
    """Where nothing in the words decides, the conditions that fit are the reason."""
    return [one.sentence for one in card.marks if one.verdict == "fits"][:3]


def _helps(cards: Iterable[MatchCard], applicant: Applicant) -> list[HelpWords]:
    """Money and training; what one cannot get is left out of the answer, and of each kind the best two are in it."""
    found: list[HelpWords] = []
    for card in cards:
        one = _help(card.listing, card.reasons[0] if card.reasons else "", applicant)
        barred = any(mark.verdict == "conflict" for mark in one.marks)
        same = sum(other.kind == one.kind and other.taken for other in found)
        found.append(
            HelpWords(one.listing, one.title, one.kind, not barred and same < MOST_HELPS // 2, one.line, one.marks)
        )
    return sorted(found, key=lambda one: not one.taken)[: MOST_HELPS * 2]


def _help(listing: ListingView, reason: str, applicant: Applicant) -> HelpWords:
    eligible = eligibility(conditions_of(listing), applicant, today=today(), contains=place_contains)
    line = _money(listing) if listing.kind is Kind.FUNDING else ""
    return HelpWords(
        listing=listing.id,
        title=listing.title,
        kind=listing.kind.value,
        taken=not is_barred(eligible),
        line=cut(line or reason, MOST_LINE),
        marks=tuple(AnswerMark(str(CONDITIONS[one.condition]), one.verdict, of=one.condition) for one in eligible),
    )


def _applicant(answer: Answer, need: ListingView) -> Applicant:
    """Who would apply. With which option is not known yet, so whether it is mature enough stays open. Of a need
    that keeps its name nobody reads here what kind of organisation stands behind it."""
    own = answer.need
    named = own is not None and not keeps_its_name(anonymous=own.anonymous, visibility=own.visibility)
    row = own.organisation if own is not None and named else None
    organisation = row if row is not None and need.organisation == row.slug else None
    places = codes(need.values, "places")
    return Applicant(
        places=places or ((organisation.country,) if organisation is not None else ()),
        kind=organisation.kind if organisation is not None else "",
        size=organisation.size if organisation is not None else "",
        sdgs=codes(need.values, "sdgs"),
        sectors=codes(need.values, "sectors"),
    )


def _intro(question: NextQuestion | None, any_good: bool) -> str:
    said = [
        _("We have compared your need with what is published here and read what came nearest. Below stands why each "
          "may help, what is still open, and what to do next. Please tell us of each whether it is for you.")
        if any_good
        else _("We have compared your need with what is published here and read what came nearest.")
    ]  # fmt: skip
    if question is not None:
        said.append(_("One answer of yours would help most: %(question)s") % {"question": question.sentence})
    return "\n".join(said)


def _nothing() -> str:
    return _(
        "Nothing fits well enough yet for us to recommend it. We keep looking, and you hear from us when something "
        "comes. A few more words about the trouble may help."
    )


def _step(doubts: Sequence[str], question: NextQuestion | None) -> str:
    if question is not None:
        return _("Ask them first: %(question)s") % {"question": question.sentence}
    if doubts:
        return _("Ask them to clear up what is open, and for a price and the name of somebody who uses it.")
    return _("Ask them for a talk, a price, and the name of somebody who uses it.")


def _money(listing: ListingView) -> str:
    """What a funding gives, in a line: how much, which share it pays back, until when it is open."""
    parts = []
    percent = number(listing.values, "reimbursement_percent")
    if percent is not None:
        said = format_decimal(percent, locale=_locale(), decimal_quantization=False)
        parts.append(_("It pays back %(percent)s %% of the cost.") % {"percent": said})
    most, currency = number(listing.values, "amount_max"), text(listing.values, "currency")
    if most is not None and is_currency(currency):
        amount = Money(most, currency).shown(get_language() or "en")
        parts.append(_("It gives up to %(amount)s.") % {"amount": amount})
    until = day(listing.values, "closes")
    if until is not None:
        parts.append(_("It is open until %(day)s.") % {"day": format_date(until, format="long", locale=_locale())})
    return " ".join(parts)


def _locale() -> Locale:
    try:
        return Locale.parse(get_language() or "en", sep="-")
    except (UnknownLocaleError, ValueError):
        return Locale("en")
