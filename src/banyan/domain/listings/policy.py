"""Who may do what with listings, with a reason."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.conf import settings
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from banyan.base.errors import NotAllowed
from banyan.domain.accounts.policy import Asker, is_node_admin
from banyan.domain.chapters.selectors import chapters_served
from banyan.domain.chapters.types import ChapterRole
from banyan.domain.listings import rules
from banyan.domain.listings.models import Listing
from banyan.domain.listings.types.enums import State, Verb, Visibility, Who
from banyan.domain.listings.types.views import Decision
from banyan.domain.organisations.selectors import organisations_of
from banyan.domain.organisations.types import MemberRole

YES = Decision(True)
_NOT_YOURS = Decision(False, _("Only those who posted this listing, and the chapter, may change it. Ask its owner."))
_FOLLOWS = Decision(False, _("This listing comes from another place and follows it. Change it there."))
_NOT_OPEN = Decision(False, _("This listing is not open to you."))
_NOT_NOW = Decision(False, _("This cannot be done in the present state of the listing."))
_SIGN_IN = Decision(False, _("Please sign in first."))
_CHECKED_FIRST = Decision(
    False, _("Your first listing is read by the chapter before others see it. This takes a few days at most.")
)
_SENT_BACK = Decision(False, _("It was sent back once, so the chapter reads it again before others see it."))


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known of an asker, looked up once for any number of listings."""

    user: int | None
    node_admin: bool
    organisations: frozenset[int]  #: those the asker is a member of
    administered: frozenset[int]
    verified: frozenset[int]  #: of ``organisations``, those that a chapter has checked
    chapters: frozenset[int]  #: those the asker moderates
    takes_all: bool = False  #: a node administrator taking a full copy out, drafts too


def standing_of(asker: Asker) -> Standing:
    """Who the asker is to the room's listings; three short queries at most."""
    if asker.pk is None:
        return Standing(None, False, frozenset(), frozenset(), frozenset(), frozenset())
    mine = organisations_of(asker)
    return Standing(
        user=asker.pk,
        node_admin=is_node_admin(asker),
        organisations=frozenset(mine.values_list("pk", flat=True)),
        administered=frozenset(organisations_of(asker, MemberRole.ADMIN).values_list("pk", flat=True)),
        verified=frozenset(mine.filter(verified__isnull=False).values_list("pk", flat=True)),
        chapters=chapters_served(asker, ChapterRole.STEWARD, ChapterRole.BROKER),
    )


def taking_all(asker: Asker) -> Standing:
    """The standing of a node administrator who takes a full copy out; ``NotAllowed`` for anybody else."""
    standing = standing_of(asker)
    if not standing.node_admin:
        raise NotAllowed
    return replace(standing, takes_all=True)


def qualities(standing: Standing, listing: Listing) -> frozenset[Who]:
    """In which qualities the asker stands to the listing, before it is asked whether it follows a source."""
    found: set[Who] = set()
    people = {listing.owner_id, listing.contact_id, listing.deputy_id} - {None}
    if standing.user in people or listing.organisation_id in standing.administered:
        found.add(Who.OWNER)
    private = listing.state == State.DRAFT and not standing.takes_all  # words nobody has sent are nobody else's to read
    if not private and (standing.node_admin or listing.chapter_id in standing.chapters):
        found.add(Who.MODERATOR)
    return frozenset(found)


def acting(standing: Standing, listing: Listing) -> frozenset[Who]:
    """In which qualities the asker may act on the listing.

    Whoever looks after a chapter does not let out their own listing that somebody else sent back.
    """
    found = qualities(standing, listing)
    sent_back = bool(listing.state_reason) and listing.state in {State.REJECTED, State.IN_REVIEW}
    if sent_back and Who.OWNER in found and not standing.node_admin:
        found -= {Who.MODERATOR}
    return rules.acting_as(found, follows_source=listing.follows_source)


def visible(standing: Standing) -> Q:
    """Which rows the asker may look at: published ones, their own, and those they moderate once these are sent."""
    if standing.user is None:
        return Q(state=State.PUBLISHED)
    moderated = Q() if standing.node_admin else Q(chapter_id__in=standing.chapters)
    return Q(state=State.PUBLISHED) | concerned(standing) | (moderated & ~Q(state=State.DRAFT))


def concerned(standing: Standing) -> Q:
    """Rows the asker answers for."""
    if standing.user is None:
        return Q(pk__in=[])
    me = standing.user
    return Q(owner_id=me) | Q(contact_id=me) | Q(deputy_id=me) | Q(organisation_id__in=standing.administered)


def reader_level(standing: Standing, granted: Visibility | None) -> Visibility:
    """How far a reader has come. ``granted`` is what an enquiry or a case gave them; it only counts when signed in."""
    if standing.user is None:
        return Visibility.PUBLIC
    return rules.widest(Visibility.SIGNED_IN, granted or Visibility.PUBLIC)


def may_view(standing: Standing, listing: Listing, granted: Visibility | None = None) -> Decision:
    """Everybody a published listing, those inside any, and those in an enquiry or case also what came after.

    ``granted`` is what an enquiry or a case opened. A listing that was sent back or withdrawn is closed to all others.
    """
    if listing.state == State.PUBLISHED or qualities(standing, listing):
        return YES
    talking = granted in {Visibility.AFTER_ENQUIRY, Visibility.AFTER_ACCEPTANCE} and standing.user is not None
    closed = listing.state in {State.REJECTED, State.WITHDRAWN} or listing.published is None
    return YES if talking and not closed else _NOT_OPEN


def may_post(asker: Asker, *, organisation_id: int | None = None) -> Decision:
    """Anybody who is signed in posts in their own name, members also in their organisation's."""
    if asker.pk is None:
        return _SIGN_IN
    if organisation_id is None or is_node_admin(asker):
        return YES
    if organisation_id in standing_of(asker).organisations:
        return YES
    return Decision(False, _("You do not act for this organisation. Ask its administrator to add you."))


def has_a_say(asker: Asker, listing: Listing) -> Decision:
    """Whether the asker answers for the listing or looks after it, whatever can be done with it now."""
    return YES if qualities(standing_of(asker), listing) else _NOT_YOURS


def may_translate(asker: Asker, listing: Listing) -> Decision:
    """Whoever may edit it; what follows its source is translated here all the same, by those who have a say in it."""
    return has_a_say(asker, listing) if listing.follows_source else may_edit(asker, listing)


def may_edit(asker: Asker, listing: Listing) -> Decision:
    """Owner, contact, deputy, the organisation's administrators, and those who moderate the chapter."""
    standing = standing_of(asker)
    if not qualities(standing, listing):
        return _NOT_YOURS
    if listing.follows_source:
        return _FOLLOWS
    return YES if State(listing.state) in rules.EDITABLE else _NOT_NOW


def may_do(asker: Asker, listing: Listing, verb: Verb) -> Decision:
    """Whether the asker may take this step now."""
    who = acting(standing_of(asker), listing)
    if rules.target(State(listing.state), verb, who) is not None:
        return YES
    if not qualities(standing_of(asker), listing):
        return _NOT_YOURS
    return _FOLLOWS if listing.follows_source and not who else _NOT_NOW


def goes_out_directly(asker: Asker, listing: Listing) -> Decision:
    """Whether publishing shows the listing at once, or sends it to be checked, and why."""
    standing = standing_of(asker)
    moderates = standing.node_admin or listing.chapter_id in standing.chapters
    own = Who.OWNER in qualities(standing, listing) and not standing.node_admin
    if listing.state_reason and (own or not moderates):
        return _SENT_BACK
    if not settings.BANYAN_FIRST_POSTS_HELD:
        return YES
    owners = Listing.objects.filter(owner_id=standing.user, published__isnull=False).exclude(state=State.REJECTED)
    direct = rules.publishes_directly(
        verified_member=bool(standing.verified),
        serves_chapter=moderates or bool(standing.chapters),
        published_before=owners.exclude(pk=listing.pk).exists() or listing.published is not None,
    )
    return YES if direct else _CHECKED_FIRST
