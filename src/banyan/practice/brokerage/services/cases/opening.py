"""How a case begins: from an enquiry that was accepted, or by a broker who brings two together."""

from __future__ import annotations

from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext as _

from banyan.base.clock import now, today
from banyan.base.errors import Invalid, NotAllowed
from banyan.base.limits.services import Limit, use
from banyan.base.text import tidy
from banyan.domain.accounts.policy import SignedIn
from banyan.domain.listings.policy import standing_of
from banyan.domain.listings.selectors import visible_to
from banyan.domain.listings.types import Kind
from banyan.domain.listings.types import State as ListingState
from banyan.practice.brokerage.errors import NoSuchEnquiry, NotNow
from banyan.practice.brokerage.models import Case, CaseStay, Enquiry
from banyan.practice.brokerage.people import keeps_its_name
from banyan.practice.brokerage.people.case import everybody_told
from banyan.practice.brokerage.policy import seen_as, was_accepted
from banyan.practice.brokerage.policy.case import parts_of
from banyan.practice.brokerage.rules.case import day_for_stage
from banyan.practice.brokerage.services.cases.ground import changed, snapshot, tell
from banyan.practice.brokerage.services.cases.package import begin_package
from banyan.practice.brokerage.services.ground import locked
from banyan.practice.brokerage.types import Move, Opened, Side, Stage

_OPENED = Limit("cases-opened", times=40, seconds=86400)


def case_open(*, enquiry: str, by: SignedIn) -> Opened:
    """Opens the case of an accepted enquiry, for either side or the broker; opened before, it is that one.

    ``NoSuchEnquiry`` for strangers, ``NotNow`` before a yes.
    """
    try:
        with transaction.atomic():
            return _from_enquiry(enquiry, by)
    except IntegrityError:  # the same listings were brought together in the same moment
        with transaction.atomic():
            return _from_enquiry(enquiry, by)


def case_introduce(*, need: str, offer: str, by: SignedIn) -> Opened:
    """A broker brings a need and what may answer it together; opened before, it is that one.

    Names that are kept back stay so, and no address is told, until that side tells it itself. ``NotAllowed`` for
    everybody who does not look after the chapter, ``Invalid`` where a listing is not shown or not of the right kind.
    """
    try:
        with transaction.atomic():
            return _of_two(tidy(need), tidy(offer), by)
    except IntegrityError:
        with transaction.atomic():
            return _of_two(tidy(need), tidy(offer), by)


def _alone(*listings: int | None) -> None:
    """Whoever brings the same listings together waits here until we are done, before any row is held: two that hold
    one listing each, and wait for the other's case, would wait for ever."""
    key = "case:" + ":".join(sorted(str(one) for one in listings))
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [key])


def _from_enquiry(public_id: str, by: SignedIn) -> Opened:
    pair = Enquiry.objects.filter(public_id=public_id).values_list("listing_id", "own_id").first()
    if pair is not None:
        _alone(*pair)
    row = locked(public_id)
    sides = seen_as(standing_of(by), row)
    if not sides:
        raise NoSuchEnquiry(id=public_id)
    if not was_accepted(row):
        raise NotNow(_("A case begins once the enquiry is accepted."), id=public_id)
    case = _case_of(row)
    if earlier := Case.objects.filter(enquiry=row).first() or _earlier(case):
        _heard_of(earlier, row, by)
        return Opened(earlier.public_id, made=False)
    return _begin(case, by, owner=by if sides & {Side.ASKER, Side.ANSWERER} else case.seeker)


def _case_of(enquiry: Enquiry) -> Case:
    """Whoever needs is the seeker, whether they asked or were asked."""
    listing = enquiry.listing
    if listing is None:
        raise NotNow(_("The listing was removed for good, so no case can begin."), id=enquiry.public_id)
    asked_need = listing.kind == Kind.NEED
    need, offer = (listing, enquiry.own) if asked_need else (enquiry.own, listing)
    seeker, provider = (enquiry.answerer, enquiry.asker) if asked_need else (enquiry.asker, enquiry.answerer)
    asked, asking = listing.organisation, enquiry.organisation
    own = enquiry.own
    if asking is None and own is not None:
        kept = keeps_its_name(anonymous=own.anonymous, visibility=own.visibility)
        asking = None if kept else own.organisation
    about = need or listing
    return Case(
        title=about.title,
        need=need,
        offer=offer,
        enquiry=enquiry,
        chapter_id=(need.chapter_id if need else None) or listing.chapter_id,
        accepted=True,
        seeker=seeker,
        seeker_organisation=asked if asked_need else asking,
        seeker_named=True,
        provider=provider,
        provider_organisation=asking if asked_need else asked,
        provider_named=True,
    )


def _heard_of(case: Case, enquiry: Enquiry, by: SignedIn) -> None:
    """A broker had brought the two together before: the yes in the enquiry tells the names in the case too."""
    if case.accepted:
        return
    before = snapshot(case)
    case.accepted = case.seeker_named = case.provider_named = True
    case.enquiry = enquiry
    case.version += 1
    changed(case, before, action="case.accept", by=by)


def _of_two(need_id: str, offer_id: str, by: SignedIn) -> Opened:
    standing = standing_of(by)
    shown = visible_to(by).filter(state=ListingState.PUBLISHED)
    need = shown.select_related("organisation").filter(public_id=need_id, kind=Kind.NEED).first()
    offer = shown.select_related("organisation").filter(public_id=offer_id).exclude(kind=Kind.NEED).first()
    if need is None:
        raise Invalid({"need": [_("This is no need that is shown now.")]})
    if offer is None:
        raise Invalid({"offer": [_("This is nothing that could answer a need, or it is not shown now.")]})
    chapter = need.chapter_id or offer.chapter_id
    if not (standing.node_admin or (chapter is not None and chapter in standing.chapters)):
        raise NotAllowed(_("Only those who look after the chapter of the need bring two together."))
    _alone(need.pk, offer.pk)
    case = Case(
        title=need.title,
        need=need,
        offer=offer,
        chapter_id=chapter,
        seeker=need.contact or need.owner,
        seeker_organisation=need.organisation,
        provider=offer.contact or offer.owner,
        provider_organisation=offer.organisation,
        broker=by,
    )
    if earlier := _earlier(case):
        return Opened(earlier.public_id, made=False)
    return _begin(case, by, owner=by)


def _earlier(case: Case) -> Case | None:
    if case.need is None or case.offer is None:
        return None
    return Case.objects.select_for_update().filter(need=case.need, offer=case.offer).first()


def _begin(case: Case, by: SignedIn, *, owner: SignedIn | None) -> Opened:
    use(_OPENED, who=by.public_id)
    case.opened = now()
    if not parts_of(standing_of(by), case):
        raise NotAllowed(_("This case belongs to another chapter."))
    changed(case, None, action="case.open", by=by)
    CaseStay.objects.create(
        case=case,
        stage=Stage.INTRODUCED,
        how=Move.OPEN,
        since=case.opened,
        by=by,
        owner=owner,
        due=day_for_stage(Stage.INTRODUCED, today()),
    )
    begin_package(case, by)
    tell(case, "opened", everybody_told(case, but=by))
    return Opened(case.public_id, made=True)
