"""A case that Rosa opened waits at the desk of her chapter and is in her hands; Sami is its steward."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from tests.cast import Cast
from tests.factories.desk import silent_enquiry
from tests.permissions.table import Deed, Do

from banyan.base.errors import NotAllowed
from banyan.domain.accounts.policy import SignedIn
from banyan.practice.brokerage.services.calendar import calendar_close, calendar_renew
from banyan.practice.brokerage.services.desk import desk_hand_over, desk_take
from banyan.practice.brokerage.services.desk_many import desk_clear, desk_release_many, desk_take_many, desk_undo
from banyan.practice.brokerage.types.desk import Matter, Told


def _taken(cast: Cast) -> str:
    one = silent_enquiry(cast)
    desk_take(matter=Matter.ENQUIRY, thing=one, by=cast.rosa)
    return one


def _hand_over(cast: Cast) -> Do:
    to = cast.noor.public_id
    return partial(desk_hand_over, matter=Matter.ENQUIRY, thing=_taken(cast), to=to, note="I am away.")


def _some(do: Do) -> Do:
    """Several things at once are refused one by one; where none was done, it was refused."""

    def some(by: SignedIn) -> None:
        told = do(by=by)
        assert isinstance(told, Told)
        if not told.done:
            raise NotAllowed

    return some


def _undo(cast: Cast) -> Do:
    token = desk_take_many([(Matter.ENQUIRY, silent_enquiry(cast))], by=cast.rosa).undo
    return partial(desk_undo, token)


def _clear(cast: Cast) -> Do:
    _taken(cast)
    return partial(desk_clear, of=cast.rosa, to=cast.sami.public_id, note="She has left.")


DEEDS: Mapping[str, Deed] = {
    "desk_take_many": lambda cast: _some(partial(desk_take_many, [(Matter.ENQUIRY, silent_enquiry(cast))])),
    "desk_release_many (what Rosa has)": lambda cast: _some(
        partial(desk_release_many, [(Matter.ENQUIRY, _taken(cast))])
    ),
    "desk_hand_over (what Rosa has)": _hand_over,
    "desk_undo (what Rosa did)": _undo,
    "desk_clear (all that Rosa has)": _clear,
    "calendar_renew (their own)": lambda cast: calendar_renew,
    "calendar_close (their own)": lambda cast: calendar_close,
}
