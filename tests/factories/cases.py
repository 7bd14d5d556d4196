"""Cases as people begin them, and as they stand after some moves."""

from __future__ import annotations

from tests.cast import PROVIDER, SEEKER, Cast
from tests.factories.enquiries import sent
from tests.factories.listings import published

from banyan.domain.accounts.policy import SignedIn
from banyan.domain.listings.types import DeclineReason, Kind
from banyan.practice.brokerage.selectors.cases import case_get
from banyan.practice.brokerage.services import enquiry_accept
from banyan.practice.brokerage.services.cases import case_introduce, case_move, case_open
from banyan.practice.brokerage.types import Move, Stage


def listings(cast: Cast, **of_need: str | bool | int | None) -> tuple[str, str]:
    """A need of Amina's and an offer of Kofi's, both shown."""
    need = published(cast.amina, Kind.NEED, checked_by=cast.sami, organisation=SEEKER, **of_need).id
    return need, published(cast.kofi, Kind.OFFER, organisation=PROVIDER).id


def accepted(cast: Cast, need: str, offer: str) -> str:
    """Amina's enquiry about the offer, accepted by Kofi."""
    enquiry = sent(cast.amina, offer, own=need)
    enquiry_accept(public_id=enquiry, by=cast.kofi)
    return enquiry


def opened(cast: Cast, **of_need: str | bool | int | None) -> str:
    """The case of an accepted enquiry; Amina has opened it."""
    return case_open(enquiry=accepted(cast, *listings(cast, **of_need)), by=cast.amina).id


def introduced(cast: Cast, **of_need: str | bool | int | None) -> str:
    """A case that Rosa, the broker, opened for two who have not spoken yet."""
    need, offer = listings(cast, **of_need)
    return case_introduce(need=need, offer=offer, by=cast.rosa).id


def moved_to(case: str, stage: Stage, by: SignedIn) -> None:
    """Brings a case along the road to the stage."""
    while case_get(case, for_user=by).stage is not stage:
        case_move(public_id=case, move=Move.ADVANCE, by=by)


def closed(case: str, by: SignedIn, reason: DeclineReason = DeclineReason.TOO_COSTLY) -> None:
    """Closes it for a reason."""
    case_move(public_id=case, move=Move.CLOSE, reason=reason, by=by)
