"""Where answers are kept: in the session while nobody is signed in, afterwards as a draft listing; in one shape."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol, cast

from django.contrib.sessions.backends.base import SessionBase
from django.utils.translation import gettext as _

from banyan.base.clock import now
from banyan.base.errors import Invalid, NotAllowed, NotFound, Stale
from banyan.base.ids import new_id
from banyan.domain.accounts.policy import SignedIn
from banyan.domain.listings.policy import may_edit
from banyan.domain.listings.selectors import BY_NAME, completeness, listing_get, parse, visible_to
from banyan.domain.listings.services import listing_update
from banyan.domain.listings.types import Completeness, Kind, ListingView, State, Text, Values, text
from banyan.doors.web.posting.forms import Answers, answers_of, readable, unknown_in
from banyan.practice.brokerage.services import listings_seen

_DRAFTS, _LEFT, _MADE, _UNSAVED = "drafts", "left", "made", "unsaved"
_MOST_UNSAVED = 400_000
#: Characters of one unfinished text with all its answers; whoever has no account cannot fill the session table.
_MOST_KEPT = 1_000_000
#: Nobody needs more unfinished texts than this without an account; the oldest goes first.
_MOST_DRAFTS = 6
_MOST_MADE = 40

Errors = Mapping[str, tuple[Text, ...]]


@dataclass(frozen=True, slots=True)
class Held:
    """What is kept now. ``answers`` also hold what could not be read yet, ``errors`` say why."""

    id: str
    kind: Kind
    version: int
    values: Values
    answers: Answers
    errors: Errors = field(default_factory=dict)
    listing: ListingView | None = None

    @property
    def completeness(self) -> Completeness:
        """How much of what helps is there."""
        return completeness(self.kind, self.values)

    def as_view(self) -> ListingView:
        """What is kept, as its writer would see it in a listing; version 0 tells that none is stored."""
        if self.listing is not None:
            return self.listing
        return ListingView(
            id=self.id,
            kind=self.kind,
            state=State.DRAFT,
            title=text(self.values, "title"),
            summary=text(self.values, "summary"),
            language=text(self.values, "language"),
            values=self.values,
            hidden={},
            organisation="",
            organisation_name="",
            chapter="",
            anonymous=False,
            is_sample=False,
            completeness=self.completeness.score,
            version=0,
            published=None,
            expires=None,
            last_confirmed=None,
            changed=now(),
            inside=True,
        )


class Keeper(Protocol):
    """A place that keeps answers."""

    def held(self) -> Held:
        """What is kept now; ``NotFound``, ``NotAllowed``."""

    def save(self, answers: Answers, *, version: int) -> Errors:
        """Keeps all that can be kept and returns what is wrong with the rest; ``Stale``, ``Incomplete``."""


class SessionKeeper:
    """An unfinished text of somebody who is not signed in."""

    def __init__(self, session: SessionBase, draft_id: str) -> None:
        self.session, self.id = session, draft_id

    def held(self) -> Held:
        stored = _drafts(self.session).get(self.id)
        if stored is None:
            raise NotFound(id=self.id)
        kind, answers = Kind(str(stored["kind"])), cast("Answers", stored["answers"])
        parsed = parse(kind, {name: readable(BY_NAME[name], given) for name, given in answers.items()})
        errors = errors_of(answers, {name: tuple(said) for name, said in parsed.errors.items()})
        return Held(self.id, kind, int(str(stored["version"])), parsed.values, answers, errors)

    def save(self, answers: Answers, *, version: int) -> Errors:
        before = self.held()
        if before.version != version:
            raise Stale(id=self.id, version=before.version)
        _keep(self.session, self.id, before.kind, {**before.answers, **answers}, version + 1)
        return self.held().errors


class ListingKeeper:
    """A listing of somebody who is signed in. What cannot be read is kept in the session, so that it comes back."""

    def __init__(self, session: SessionBase, listing_id: str, user: SignedIn) -> None:
        self.session, self.id, self.user = session, listing_id, user

    def held(self) -> Held:
        row = visible_to(self.user).filter(public_id=self.id).first()
        view = listing_get(self.id, for_user=self.user)
        decision = may_edit(self.user, row) if row is not None else None
        if decision is None or not decision.allowed:
            raise NotAllowed(decision.reason if decision else None)
        listings_seen([view], by=self.user)
        left = cast("Answers", self.session.get(_LEFT, {}).get(self.id, {}))
        errors = parse(view.kind, left, together=False).errors
        shown = {name: tuple(str(one) for one in said) for name, said in errors.items()}
        answers = {**answers_of(view.values), **{name: left[name] for name in shown}}
        return Held(self.id, view.kind, view.version, view.values, answers, shown, view)

    def save(self, answers: Answers, *, version: int) -> Errors:
        raw = {name: readable(BY_NAME[name], given) for name, given in answers.items()}
        change = listing_update(public_id=self.id, raw=raw, expected_version=version, by=self.user, keep_good=True)
        errors = errors_of(answers, change.errors)
        keep_unreadable(self.session, self.id, {name: answers[name] for name in errors if name in answers})
        return errors


def errors_of(answers: Answers, found: Errors) -> Errors:
    """What is wrong, with words among codes that name none (the codes beside them are kept)."""
    unknown = {
        name: tuple(_("We do not know “%(given)s”.") % {"given": piece[:60]} for piece in pieces)
        for name, given in answers.items()
        if (pieces := unknown_in(BY_NAME[name], given))
    }
    return {**unknown, **found}


def keep_new(session: SessionBase, kind: Kind, answers: Answers) -> str:
    """Begins an unfinished text; returns its id."""
    draft_id = new_id("dft")
    _keep(session, draft_id, kind, answers, 1)
    return draft_id


def kept(session: SessionBase) -> list[Held]:
    """The unfinished texts of this session, last changed first."""
    ids = sorted(_drafts(session), key=lambda one: str(_drafts(session)[one]["at"]), reverse=True)
    return [SessionKeeper(session, one).held() for one in ids]


def forget(session: SessionBase, draft_id: str) -> None:
    """Removes an unfinished text."""
    session[_DRAFTS] = {key: draft for key, draft in _drafts(session).items() if key != draft_id}


def keep_unreadable(session: SessionBase, listing_id: str, answers: Answers) -> None:
    """Remembers what was typed but could not be read, until it is corrected."""
    left = {key: said for key, said in session.get(_LEFT, {}).items() if key != listing_id}
    session[_LEFT] = {**left, listing_id: answers} if answers else left


def keep_unsaved(session: SessionBase, listing_id: str, post: str) -> None:
    """Remembers a form that was sent by somebody whom we had signed out meanwhile."""
    if len(post) <= _MOST_UNSAVED:
        session[_UNSAVED] = {listing_id: post}


def take_unsaved(session: SessionBase, listing_id: str) -> str:
    """The form remembered for this listing, once."""
    waiting = dict(session.get(_UNSAVED, {}))
    found = str(waiting.pop(listing_id, ""))
    if found:
        session[_UNSAVED] = waiting
    return found


def made_with(session: SessionBase, token: str) -> str:
    """The id of what this form has made already; empty when it made nothing yet."""
    return str(session.get(_MADE, {}).get(token, ""))


def remember_made(session: SessionBase, token: str, made: str) -> None:
    """Notes what a form made, so that sending it twice makes one thing."""
    earlier = list(session.get(_MADE, {}).items())[-_MOST_MADE:]
    session[_MADE] = {**dict(earlier), token: made}


def _drafts(session: SessionBase) -> dict[str, dict[str, object]]:
    return cast("dict[str, dict[str, object]]", session.get(_DRAFTS, {}))


def _keep(session: SessionBase, draft_id: str, kind: Kind, answers: Answers, version: int) -> None:
    if len(json.dumps(answers)) > _MOST_KEPT:
        raise Invalid({"": [_("This is far too long to be taken. Please shorten it.")]})
    drafts = dict(_drafts(session))
    drafts[draft_id] = {"kind": str(kind), "answers": answers, "version": version, "at": now().isoformat()}
    newest = sorted(drafts, key=lambda one: str(drafts[one]["at"]))[-_MOST_DRAFTS:]
    session[_DRAFTS] = {key: drafts[key] for key in newest}
