"""From a row to what one reader may know of a case. Nothing that is kept back leaves this file."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from banyan.base.clock import now
from banyan.base.errors import NotFound
from banyan.domain.accounts.policy import Asker, SignedIn
from banyan.domain.accounts.selectors import person_of
from banyan.domain.listings.policy import Standing
from banyan.domain.listings.selectors import listing_get
from banyan.domain.listings.types import DeclineReason, ListingView, Visibility
from banyan.practice.brokerage.models import Case, CaseStay, CaseTask
from banyan.practice.brokerage.people import keeps_its_name
from banyan.practice.brokerage.people.case import acted_in, members
from banyan.practice.brokerage.policy.case import inside, main_part, parts_of
from banyan.practice.brokerage.rules import without_addresses
from banyan.practice.brokerage.rules.case import following, is_late, moves_for, named_to, times_in
from banyan.practice.brokerage.types import CaseRow, CaseView, Move, Part, Party, Somebody, Stage, Stay, TaskView

#: What a view needs besides the row.
CASE_JOINED = (
    "need__organisation", "need__owner", "need__contact", "need__deputy",
    "offer__organisation", "offer__owner", "offer__contact", "offer__deputy",
    "seeker", "provider", "broker", "seeker_organisation", "provider_organisation", "enquiry",
)  # fmt: skip
_SIDES = (Part.SEEKER, Part.PROVIDER)


@dataclass(frozen=True)
class Reading:
    """One reader before one case: what they may know of its people and words."""

    case: Case
    reader: Asker
    standing: Standing

    @cached_property
    def parts(self) -> frozenset[Part]:
        """The reader's parts."""
        return parts_of(self.standing, self.case)

    @cached_property
    def part(self) -> Part:
        """The part in which they read."""
        return main_part(self.parts)

    def named(self, part: Part) -> bool:
        """Whether the reader knows the persons of that side."""
        named = {Part.SEEKER: self.case.seeker_named, Part.PROVIDER: self.case.provider_named}.get(part, True)
        told = named and not (self.case.accepted and not self._on_a_side and self._told_by_the_yes_alone(part))
        return named_to(part, readers=self.parts, named=told, inside=inside(self.standing, self.case, part))

    def _told_by_the_yes_alone(self, part: Part) -> bool:
        """Whether a side kept its name back until a yes, which speaks to the two sides and to nobody else."""
        enquiry, listing = self.case.enquiry, self.case.need if part is Part.SEEKER else self.case.offer
        person = self.case.seeker_id if part is Part.SEEKER else self.case.provider_id
        asked_unnamed = enquiry is not None and enquiry.unnamed and enquiry.asker_id == person
        return asked_unnamed or (
            listing is not None and keeps_its_name(anonymous=listing.anonymous, visibility=listing.visibility)
        )

    @cached_property
    def members(self) -> dict[Part, tuple[SignedIn, ...]]:
        """Everybody on each side."""
        return dict(members(self.case))

    @cached_property
    def all_named(self) -> bool:
        """Whether the reader knows the persons of both sides."""
        return all(self.named(part) for part in _SIDES)

    @property
    def files_open(self) -> bool:
        """Whether files may be read and added: they carry names inside them, so both sides have to be named first."""
        return self.case.seeker_named and self.case.provider_named and self.all_named

    def knows(self, person: SignedIn, part: Part) -> bool:
        """Whether the reader knows that this person stands on that side.

        Where a side kept its name back, a yes speaks of the one who speaks for it: of the others only those are known
        who have done something here, or were given something to do.
        """
        if not self.named(part):
            return False
        if part in self.parts or part is Part.BROKER or not self._told_by_the_yes_alone(part):
            return True
        speaker = self.case.seeker_id if part is Part.SEEKER else self.case.provider_id
        return inside(self.standing, self.case, part) or person.pk == speaker or person.pk in self._acted

    @cached_property
    def _acted(self) -> frozenset[int]:
        """Row keys of those who have done something in the case, or have something of it in hand."""
        return acted_in(self.case)

    def somebody(self, person: SignedIn | None) -> Somebody | None:
        """A person of the case as the reader may know them: by name, or only on which side they stand."""
        if person is None:
            return None
        part = next((one for one, people in self.members.items() if person in people), None)
        if person.pk != self.reader.pk:
            if part is None and not self.all_named:
                return Somebody("", None)  # they may have stood on a side that is not named
            if part is not None and not self.knows(person, part):
                return Somebody(part.value, part)
        return Somebody(person.public_id, part, person_of(person).name)

    def choices(self) -> tuple[Somebody, ...]:
        """Whom something can be given to: each person who is named to the reader, else a side as a whole."""
        found: dict[str, Somebody] = {}
        for part, people in self.members.items():
            for person in [one for one in people if self.knows(one, part)] or people[:1]:
                one = self.somebody(person)
                if one is not None:
                    found.setdefault(one.id, one)
        return tuple(found.values())

    def words(self, text: str) -> str:
        """What people wrote; addresses are blotted out while the reader does not know who the other side is."""
        return text if self.all_named else without_addresses(text)

    def party(self, part: Part) -> Party:
        """One side as the reader may know it: its organisation as its listing tells it, its speaker once named.

        An address is for the two sides, of the one who was named.
        """
        case = self.case
        if part is Part.BROKER:
            return self._spoken(case.broker, tells=bool(self.parts & set(_SIDES)))
        person = case.seeker if part is Part.SEEKER else case.provider
        organisation = case.seeker_organisation if part is Part.SEEKER else case.provider_organisation
        told = case.seeker_named if part is Part.SEEKER else case.provider_named
        named = self.named(part)
        if not named and self._keeps_back(part):
            return Party(hidden=True)
        spoken = self._spoken(person if named else None, tells=part in self.parts or (told and self._on_a_side))
        return Party(
            name=spoken.name,
            organisation=organisation.name if organisation else "",
            organisation_slug=organisation.slug if organisation else "",
            email=spoken.email,
        )

    @cached_property
    def _on_a_side(self) -> bool:
        return bool(self.parts & set(_SIDES))

    def _keeps_back(self, part: Part) -> bool:
        """Whether not even the organisation may be told; without a listing nothing says that it may."""
        listing = self.case.need if part is Part.SEEKER else self.case.offer
        return listing is None or keeps_its_name(anonymous=listing.anonymous, visibility=listing.visibility)

    def _spoken(self, person: SignedIn | None, *, tells: bool) -> Party:
        if person is None:
            return Party()
        said = person_of(person)
        return Party(name=said.name, email=said.email if tells else "")

    def listing(self, part: Part) -> ListingView | None:
        """The listing of a side as the case opens it to the reader; ``None`` when there is none or they may not."""
        row = self.case.need if part is Part.SEEKER else self.case.offer
        if row is None:
            return None
        granted = Visibility.AFTER_ACCEPTANCE if self.case.accepted and self._on_a_side else Visibility.SIGNED_IN
        try:
            return listing_get(row.public_id, for_user=self.reader, granted=granted)
        except NotFound:
            return None

    def stay(self, row: CaseStay) -> Stay:
        """One stay."""
        return Stay(
            stage=Stage(row.stage),
            how=Move(row.how),
            since=row.since,
            until=row.until,
            owner=self.somebody(row.owner),
            due=row.due,
            next_step=self.words(row.next_step),
            line=self.words(row.line),
        )

    def task(self, row: CaseTask) -> TaskView:
        """One task."""
        zone = row.owner.time_zone if row.owner else "UTC"
        return TaskView(
            id=row.public_id,
            title=self.words(row.title),
            owner=self.somebody(row.owner),
            due=row.due,
            done=row.done,
            overdue=row.done is None and is_late(row.due, now=now(), time_zone=zone),
            mine=row.owner_id is not None and row.owner_id == self.reader.pk,
            version=row.version,
        )


def case_view(reading: Reading) -> CaseView:
    """The case as the reader, who has a part in it, may see it."""
    case, parts = reading.case, reading.parts
    rows = list(case.stays.select_related("owner").order_by("since", "pk"))
    stays = tuple(reading.stay(row) for row in rows)
    stage = Stage(case.stage)
    mine_named = {Part.SEEKER: case.seeker_named, Part.PROVIDER: case.provider_named}
    return CaseView(
        id=case.public_id,
        title=case.title,
        stage=stage,
        left=Stage(case.left) if case.left else None,
        part=reading.part,
        parts=parts,
        need=reading.listing(Part.SEEKER),
        offer=reading.listing(Part.PROVIDER),
        seeker=reading.party(Part.SEEKER),
        provider=reading.party(Part.PROVIDER),
        broker=reading.party(Part.BROKER),
        enquiry=_enquiry(reading),
        reason=DeclineReason(case.reason) if case.reason else None,
        present=next(stay for stay in stays if stay.until is None),
        stays=stays,
        times=times_in(((stay.stage, stay.since, stay.until) for stay in stays), now=now()),
        moves=moves_for(stage, parts),
        following=following(stage),
        tasks=tuple(reading.task(row) for row in case.tasks.select_related("owner").order_by("at", "pk")),
        people=reading.choices(),
        unnamed=any(part in parts and not named for part, named in mine_named.items()),
        takeable=Part.BROKER in parts and (case.broker is None or not case.broker.is_active),
        version=case.version,
        opened=case.opened,
        changed=case.changed,
    )


def case_row(reading: Reading, present: CaseStay, tasks: int, *, unread: bool) -> CaseRow:
    """The case as a line of a list; ``tasks`` are the reader's open ones."""
    part = reading.part
    zone = present.owner.time_zone if present.owner else "UTC"
    return CaseRow(
        id=reading.case.public_id,
        title=reading.case.title,
        stage=Stage(reading.case.stage),
        part=part,
        other=reading.party(Part.PROVIDER if part is Part.SEEKER else Part.SEEKER),
        next_step=reading.words(present.next_step),
        due=present.due,
        late=not reading.case.left and is_late(present.due, now=now(), time_zone=zone),
        tasks=tasks,
        unread=unread,
        since=present.since,
        changed=reading.case.changed,
    )


def _enquiry(reading: Reading) -> str:
    """The enquiry it grew out of, for those who can read it: both sides."""
    enquiry = reading.case.enquiry
    own = enquiry is not None and reading.reader.pk in {enquiry.asker_id, enquiry.answerer_id}
    return enquiry.public_id if enquiry is not None and own else ""
