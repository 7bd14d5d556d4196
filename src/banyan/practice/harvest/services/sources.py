"""Sources: added with a preview, switched on, paused and removed by those who look after them."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator
from django.db import transaction
from django.utils.translation import gettext as _

from banyan.base.audit.services import record
from banyan.base.clock import now
from banyan.base.errors import Invalid
from banyan.base.limits.services import Limit, use
from banyan.base.nodes import node_at
from banyan.base.outbound import Bounds, Outbound
from banyan.base.text import tidy
from banyan.domain.accounts.policy import SignedIn
from banyan.domain.chapters.errors import NoSuchChapter
from banyan.domain.chapters.selectors import chapter_by_slug
from banyan.domain.listings.selectors import BY_NAME
from banyan.domain.listings.types import Kind, Text
from banyan.practice.harvest.adapters import ADAPTERS
from banyan.practice.harvest.errors import NoSuchSource
from banyan.practice.harvest.models import Source
from banyan.practice.harvest.policy import looks_after, need_chapter, need_harvester
from banyan.practice.harvest.services.taking import withdraw_all
from banyan.practice.harvest.services.translating import answers_of
from banyan.practice.harvest.types import Form, Place, SourceDraft, SourceState, Trial

_LOOKS = Limit("harvest.preview", times=60, seconds=3600)
_SHOWN = 10
_PREVIEW = Bounds(seconds=25, silence=10)
_mail = EmailValidator()


def source_preview(*, draft: SourceDraft, by: SignedIn, bounds: Bounds = _PREVIEW) -> tuple[Trial, ...]:
    """The first ten records of a source and what they would become; nothing is stored. ``Invalid``, ``NotAllowed``,
    an ``OutboundError`` or ``BadSource`` where it cannot be read."""
    source = _filled(Source(), draft, by)
    use(_LOOKS, who=by.public_id)
    place = Place(Form(source.form), source.address, source.set)
    with Outbound(bounds) as out:
        leaf = ADAPTERS[place.form](out, place, since=None, cursor="")
    found = []
    for read in [one for one in leaf.records if not one.deleted][:_SHOWN]:
        if read.fault:
            found.append(Trial(read.id, "", (), (_("This record cannot be read at all."),), taken=False))
            continue
        answers = answers_of(source, read)
        values = tuple((name, str(value)[:200]) for name, value in answers.raw.items() if name != "title")
        title = str(answers.raw.get("title", ""))
        reasons = answers.reasons or (() if title else (_("The record has no title."),))
        found.append(Trial(read.id, title, values, reasons, taken=not answers.whole))
    return tuple(found)


def source_add(*, draft: SourceDraft, by: SignedIn) -> str:
    """Stores a source, not switched on yet; returns its id."""
    with transaction.atomic():
        source = _filled(Source(), draft, by)
        source.node = _free_node(source)
        source.save()
        _trail(source, "source.add", by)
    return source.public_id


def source_change(*, public_id: str, draft: SourceDraft, by: SignedIn) -> None:
    """Changes a source; its records are looked at again when they are read next. Form and node stay."""
    with transaction.atomic():
        source = _held(public_id, by)
        _filled(source, replace(draft, form=source.form), by)
        source.since = None
        source.save()
        source.records.update(sha256="")
        _trail(source, "source.change", by)


def source_switch(*, public_id: str, on: bool, by: SignedIn) -> None:
    """Switches a source on, to be read at once and then by the clock, or pauses it; its listings stay."""
    with transaction.atomic():
        source = _held(public_id, by)
        source.state = (SourceState.ACTIVE if on else SourceState.PAUSED).value
        source.next_run = now() if on else None
        source.failures = 0
        source.save(update_fields=["state", "next_run", "failures"])
        _trail(source, "source.resume" if on else "source.pause", by)


def source_remove(*, public_id: str, by: SignedIn) -> int:
    """Ends a source and withdraws its listings, whose tombstones stay; returns how many. Cannot be taken back."""
    with transaction.atomic():
        source = _held(public_id, by)
        source.state, source.next_run = SourceState.REMOVED.value, None
        source.save(update_fields=["state", "next_run"])
        _trail(source, "source.remove", by)
    count = withdraw_all(source)
    # What other nodes pass on, and this one held, is looked for there.
    Source.objects.filter(form=Form.BANYAN).exclude(state=SourceState.REMOVED).update(since=None)
    return count


def _held(public_id: str, by: SignedIn) -> Source:
    need_harvester(by)
    rows = Source.objects.select_for_update(of=("self",)).filter(looks_after(by)).exclude(state=SourceState.REMOVED)
    source = rows.filter(public_id=public_id).first()
    if source is None:
        raise NoSuchSource(id=public_id)
    return source


def _filled(source: Source, draft: SourceDraft, by: SignedIn) -> Source:
    need_harvester(by)
    wrong: dict[str, list[Text]] = {}
    if draft.form not in set(Form):
        wrong["form"] = [_("Choose in which form the source gives its records.")]
    address = tidy(draft.address)
    parts = _split(address)
    if parts is None or len(address) > 1000:
        wrong["address"] = [_("Give an address that begins with https: or http:, without a password.")]
    if draft.kind not in set(Kind):
        wrong["kind"] = [_("Choose a kind for records that do not say theirs.")]
    if draft.owner_email:
        try:
            _mail(draft.owner_email.strip())
        except ValidationError:
            wrong["owner_email"] = [_("This is not an e-mail address. Write it as name@example.org.")]
    contact = tidy(draft.contact_url)
    if contact and (_split(contact) is None or len(contact) > 500):
        wrong["contact_url"] = [_("Give an address that begins with https: or http:, without a password.")]
    if not 1 <= draft.every_hours <= 24 * 90:
        wrong["every_hours"] = [_("Choose from 1 hour to 90 days.")]
    unknown = [name for name in draft.mapping if name not in BY_NAME]
    if unknown or len(draft.mapping) > 100:
        wrong["mapping"] = [_("There is no field “%(name)s”.") % {"name": tidy(", ".join(unknown))[:80]}]
    source.chapter = None
    if draft.chapter:
        try:
            source.chapter = chapter_by_slug(draft.chapter)
        except NoSuchChapter as error:
            wrong["chapter"] = [error.sentence]
    if wrong:
        raise Invalid(wrong)
    need_chapter(by, source.chapter_id)
    source.form, source.address, source.set = draft.form, address, tidy(draft.set)[:200]
    source.name = tidy(draft.name)[:120] or (parts or "")[:120]
    source.kind, source.licence = draft.kind, tidy(draft.licence)[:80]
    source.owner_email, source.contact_url = draft.owner_email.strip()[:254], contact
    source.every_hours = draft.every_hours
    source.mapping = {name: tidy(theirs)[:200] for name, theirs in draft.mapping.items() if theirs.strip()}
    source.node = source.node or node_at(address)[:190]
    return source


def _split(address: str) -> str | None:
    """The host of a plain web address."""
    try:
        parts = urlsplit(address)
        _port = parts.port
    except ValueError:
        return None
    good = parts.scheme in {"http", "https"} and parts.hostname and parts.username is None
    return str(parts.hostname).lower() if good else None


def _free_node(source: Source) -> str:
    """The name, with a number where another source of the same place is read already: their ids may be the same."""
    taken = set(Source.objects.filter(node__startswith=source.node).values_list("node", flat=True))
    if source.node not in taken:
        return source.node
    if source.form == Form.BANYAN:
        raise Invalid({"address": [_("This node is read already.")]})
    return next(name for number in range(2, 10_000) if (name := f"{source.node}~{number}") not in taken)


def _trail(source: Source, action: str, by: SignedIn) -> None:
    record(
        action=action,
        object_type="source",
        object_id=source.public_id,
        actor=by.public_id,
        after={"name": source.name, "form": source.form, "address": source.address, "state": source.state},
    )
