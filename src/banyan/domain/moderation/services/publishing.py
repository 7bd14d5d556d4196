"""Publishing with a look at what is published: links, near-copies, how often. The listing's table decides the rest."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser
from django.db import connection, transaction
from django.utils.translation import gettext as _

from banyan.base.limits.services import Limit, use
from banyan.domain.accounts.policy import SignedIn
from banyan.domain.chapters.policy import may_moderate
from banyan.domain.listings.errors import NoSuchListing
from banyan.domain.listings.selectors import for_index, listing_get, listings_by_ids, owner_side, visible_to
from banyan.domain.listings.services import listing_transition
from banyan.domain.listings.types import State, Values, Verb, text
from banyan.domain.moderation import rules
from banyan.domain.moderation.errors import NearCopy, TooManyLinks
from banyan.domain.moderation.models import Sketch
from banyan.domain.moderation.services.flags import WORDS

_PUBLISHED = Limit("listings-published", times=40, seconds=86400)
#: So many listings that share something of a sketch are compared in full, those that share most first.
_MOST_COMPARED = 20
_NOBODY = AnonymousUser()


def listing_publish(*, public_id: str, by: SignedIn) -> State:
    """Shows a listing to others, or sends it to be checked, from whatever state it is in; returns the state then.

    Whoever looks after the chapter is not checked. Of others, ``TooManyLinks`` and ``NearCopy`` (of what they
    published themselves) refuse and change nothing; a near-copy of somebody else's is read by the chapter first.
    ``TooMany``, and whatever ``listing_transition`` raises.
    """
    row = visible_to(by).filter(public_id=public_id).first()
    if row is None:
        raise NoSuchListing(id=public_id)
    state = State(row.state)
    verb = {State.EXPIRED: Verb.REVIVE, State.PAUSED: Verb.RESUME}.get(state, Verb.PUBLISH)
    note = ""
    if not may_moderate(by, row.chapter_id):
        use(_PUBLISHED, who=by.public_id)
        twin = _checked(public_id, by)
        if twin and verb is Verb.PUBLISH:
            verb, note = Verb.SUBMIT, _("Nearly the same as %(other)s") % {"other": twin}
    with transaction.atomic():
        if state is State.REJECTED:
            listing_transition(public_id=public_id, verb=Verb.REWORK, by=by)
        after = listing_transition(public_id=public_id, verb=verb, by=by, note=note).state
        if after is State.PUBLISHED:
            _remember([public_id])
        return after


def sketches_complete(*, most: int = 500) -> int:
    """Remembers by which runs of signs published listings are found: new, changed and imported ones; how many."""
    with connection.cursor() as cursor:
        cursor.execute(_MISSING, [State.PUBLISHED.value, most])
        ids = [str(one) for (one,) in cursor.fetchall()]
    if ids:
        with transaction.atomic():
            _remember(ids)
    return len(ids)


_MISSING = """
    SELECT l.public_id FROM listings_listing l LEFT JOIN moderation_sketch s ON s.listing_id = l.id
    WHERE l.state = %s AND (s.version IS NULL OR s.version <> l.version) ORDER BY l.changed LIMIT %s
"""


def _checked(public_id: str, by: SignedIn) -> str:
    """The id of somebody else's listing that says nearly the same, or empty; raises what is refused."""
    values = listing_get(public_id, for_user=by).values
    links = rules.links_in(text(values, name) for name in WORDS)
    if links > rules.MOST_LINKS:
        raise TooManyLinks(
            _(
                "There are %(links)d links in the words, which looks like advertising. Leave at most %(most)d, or move "
                "one to the field for the web page. Everything is kept as a draft."
            )
            % {"links": links, "most": rules.MOST_LINKS}
        )
    twins = _twins(public_id, rules.shingles(_words(values)))
    for twin in twins:
        if owner_side(twin, asker=by):
            title = listing_get(twin, for_user=by).title
            raise NearCopy(
                _(
                    "You have published nearly the same already: “%(title)s”. Change that one, or say here what is "
                    "different. Everything is kept as a draft."
                )
                % {"title": title},
                other=twin,
            )
    return twins[0] if twins else ""


def _twins(public_id: str, found: frozenset[int]) -> list[str]:
    """Published listings that say nearly the same, by what everybody may read of them."""
    sketch = rules.sketch(found)
    if not sketch:
        return []
    with connection.cursor() as cursor:
        cursor.execute(_SHARING, [sketch, sketch, State.PUBLISHED.value, public_id, _MOST_COMPARED])
        ids = [str(one) for (one, _shared) in cursor.fetchall()]
    others = listings_by_ids(ids, for_user=_NOBODY)
    return [one.id for one in others if rules.alike(found, rules.shingles(_words(one.values)))]


_SHARING = """
    SELECT l.public_id, (SELECT count(*) FROM unnest(s.hashes) h WHERE h = ANY(%s::bigint[])) AS shared
    FROM moderation_sketch s JOIN listings_listing l ON l.id = s.listing_id
    WHERE s.hashes && %s::bigint[] AND l.state = %s AND l.public_id <> %s ORDER BY shared DESC, l.public_id LIMIT %s
"""


def _remember(ids: list[str]) -> None:
    """Stores the sketch of what everybody may read; an empty one too, so that it is not looked at again."""
    words = {row.id: _words(row.values) for row in for_index(ids)}
    rows = [
        Sketch(
            listing_id=row.pk, version=row.version, hashes=rules.sketch(rules.shingles(words.get(row.public_id, "")))
        )
        for row in visible_to(_NOBODY).filter(public_id__in=ids)
    ]
    Sketch.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["listing"], update_fields=["version", "hashes"]
    )


def _words(values: Values) -> str:
    """What is compared; the title is not, since that is what is changed first."""
    return "\n".join(text(values, name) for name in WORDS if name != "title")
