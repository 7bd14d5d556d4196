"""The conditions of the need as the match and as people found them, and the package with what may fill it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from banyan.base.clock import today
from banyan.base.errors import NotFound
from banyan.base.money import Money, is_currency
from banyan.domain.accounts.policy import Asker
from banyan.domain.listings.selectors import listing_get
from banyan.domain.listings.types import Criterion, Kind, ListingView, codes, day, label, number, text, whole
from banyan.domain.taxonomy.selectors import place_contains
from banyan.practice.brokerage.models import CaseCheck, CaseSlot
from banyan.practice.brokerage.rules.package import (
    eligibility,
    given_back,
    is_barred,
    percent_settled,
    slots_of,
    wanted_slots,
)
from banyan.practice.brokerage.selectors.case_viewing import Reading
from banyan.practice.brokerage.selectors.cases import reading_of
from banyan.practice.brokerage.types import Part
from banyan.practice.brokerage.types.package import (
    Applicant,
    Candidate,
    Checked,
    Conditions,
    Eligible,
    Held,
    PackageView,
    Repayment,
    Slot,
    SlotState,
    SlotView,
)
from banyan.practice.matchmaking.selectors import answers_to, compare
from banyan.practice.matchmaking.types import CompareRow, MatchCard

#: Answers looked at for all slots together, and shown for each.
_LOOKED_AT, _SHOWN = 60, 3


def case_checks(public_id: str, *, for_user: Asker) -> tuple[Checked, ...]:
    """The conditions of the need: what the match says of each, and what a person found; ``NoSuchCase`` for strangers.

    Without a need, or when it is not shown to the reader any more, only what was found stays.
    """
    reading = reading_of(public_id, for_user)
    said = {row.criterion: row for row in CaseCheck.objects.filter(case=reading.case).select_related("by")}
    compared = _compared(reading)
    names = [one.value for one in Criterion if one.value in compared or one.value in said]
    return tuple(_checked(reading, name, compared.get(name), said.get(name)) for name in names)


def case_package(public_id: str, *, for_user: Asker, candidates: bool = True) -> PackageView:
    """The package, each open slot with what may fill it; ``NoSuchCase`` for strangers.

    Looking for candidates costs as much as a page of answers (20–300 ms); without them only what is settled is told.
    """
    reading = reading_of(public_id, for_user)
    rows = {row.slot: row for row in CaseSlot.objects.filter(case=reading.case).select_related("listing")}
    need = reading.listing(Part.SEEKER)
    filled = {slot: _listing(row, for_user) for slot, row in rows.items()}
    technology = filled.get(Slot.TECHNOLOGY.value)
    applicant = _applicant(reading, need, technology)
    answers = _answers(need, for_user) if candidates and need is not None else None
    wanted = wanted_slots(codes(need.values, "support_wanted")) if need is not None else frozenset({Slot.TECHNOLOGY})
    found = _Found(applicant, answers or ())
    slots = tuple(_slot(reading, slot, rows.get(slot.value), filled.get(slot.value), wanted, found) for slot in Slot)
    money = filled.get(Slot.MONEY.value)
    return PackageView(
        slots=slots,
        percent=percent_settled([one.state for one in slots]),
        gaps=tuple(one.slot for one in slots if one.state is SlotState.OPEN and one.wanted),
        repayment=_repayment(money, technology) if money is not None else None,
        compared=answers is not None,
    )


@dataclass(frozen=True, slots=True)
class _Found:
    """Who would apply, and what was found for the need."""

    applicant: Applicant
    cards: tuple[MatchCard, ...]

    def eligible(self, listing: ListingView) -> tuple[Eligible, ...]:
        """Whether the case is eligible for a listing."""
        return eligibility(conditions_of(listing), self.applicant, today=today(), contains=place_contains)

    def candidates(self, slot: Slot) -> tuple[Candidate, ...]:
        """What may fill the slot: first those for which the case is eligible, by score."""
        fitting = (
            Candidate(card.listing, card.score, card.marks, self.eligible(card.listing))
            for card in self.cards
            if slot in slots_of(card.listing.kind.value, codes(card.listing.values, "services"))
        )
        return tuple(sorted(fitting, key=lambda one: (is_barred(one.eligible), -one.score))[:_SHOWN])


def _compared(reading: Reading) -> Mapping[str, CompareRow]:
    case = reading.case
    if case.need is None or case.offer is None:
        return {}
    try:
        view = compare([case.offer.public_id], case.need.public_id, reading.reader)
    except NotFound:
        return {}
    return {row.name: row for row in view.rows if row.cells}


def _checked(reading: Reading, name: str, row: CompareRow | None, said: CaseCheck | None) -> Checked:
    cell = row.cells[0] if row is not None else None
    return Checked(
        criterion=name,
        label=str(label(Criterion(name))),
        wanted=row.wanted if row is not None else "",
        sentence=cell.text if cell is not None else "",
        verdict=cell.verdict if cell is not None else "",
        hard=cell.hard if cell is not None else False,
        held=Held(said.held) if said is not None else Held.OPEN,
        line=reading.words(said.line) if said is not None else "",
        by=reading.somebody(said.by) if said is not None else None,
        at=said.at if said is not None else None,
        version=said.version if said is not None else 0,
    )


def _slot(
    reading: Reading,
    slot: Slot,
    row: CaseSlot | None,
    listing: ListingView | None,
    wanted: Iterable[Slot],
    found: _Found,
) -> SlotView:
    state = SlotState(row.state) if row is not None else SlotState.OPEN
    return SlotView(
        slot=slot,
        state=state,
        wanted=slot in wanted,
        listing=listing,
        title=row.title if row is not None else "",
        line=reading.words(row.line) if row is not None else "",
        eligible=found.eligible(listing) if listing is not None else (),
        candidates=found.candidates(slot) if state is SlotState.OPEN else (),
        version=row.version if row is not None else 0,
    )


def _listing(row: CaseSlot, reader: Asker) -> ListingView | None:
    if row.listing is None:
        return None
    try:
        return listing_get(row.listing.public_id, for_user=reader)
    except NotFound:
        return None


def _answers(need: ListingView, reader: Asker) -> tuple[MatchCard, ...] | None:
    """Everything that may help the need; ``None`` while there is no index."""
    found = answers_to(need, asker=reader, top=_LOOKED_AT)
    return found.cards if found.index_ready else None


def conditions_of(listing: ListingView) -> Conditions:
    """Who a listing is open to: a funding says it in full, the others where they act."""
    values = listing.values
    if listing.kind is not Kind.FUNDING:
        return Conditions(places=codes(values, "territories"))
    return Conditions(
        places=codes(values, "eligible_places"),
        kinds=codes(values, "eligible_kinds"),
        sizes=codes(values, "eligible_sizes"),
        sdgs=codes(values, "eligible_sdgs"),
        sectors=codes(values, "eligible_sectors"),
        trl_min=whole(values, "eligible_trl_min"),
        trl_max=whole(values, "eligible_trl_max"),
        opens=day(values, "opens"),
        closes=day(values, "closes"),
    )


def _applicant(reading: Reading, need: ListingView | None, technology: ListingView | None) -> Applicant:
    """What the reader may know of the seeker: nothing of an organisation that is not named to them."""
    organisation = reading.case.seeker_organisation
    if organisation is not None and reading.party(Part.SEEKER).organisation_slug != organisation.slug:
        organisation = None
    values = need.values if need is not None else {}
    places = codes(values, "places")
    return Applicant(
        places=places or ((organisation.country,) if organisation is not None else ()),
        kind=organisation.kind if organisation is not None else "",
        size=organisation.size if organisation is not None else "",
        sdgs=codes(values, "sdgs"),
        sectors=codes(values, "sectors"),
        trl=whole(technology.values, "trl") if technology is not None else None,
    )


def _repayment(money: ListingView, technology: ListingView | None) -> Repayment | None:
    """What the funding gives back of what the technology costs, where both are said to the reader."""
    percent = number(money.values, "reimbursement_percent")
    if percent is None:
        return None
    cost = _cost(technology) if technology is not None else None
    if cost is None:
        return Repayment(percent, None, None, capped=False)
    most = number(money.values, "amount_max") if text(money.values, "currency") == cost.currency else None
    back, capped = given_back(cost.amount, percent, most)
    return Repayment(percent, cost, Money(back, cost.currency), capped)


def _cost(technology: ListingView) -> Money | None:
    amount: Decimal | None = number(technology.values, "cost_purchase")
    currency = text(technology.values, "currency")
    return Money(amount, currency) if amount is not None and is_currency(currency) else None
