"""One page of records becomes listings, in one transaction with the mark where to go on."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from django.db import DataError, transaction
from django.utils.translation import gettext as _

from banyan.base.clock import now
from banyan.base.errors import BanyanError
from banyan.base.nodes import our_node
from banyan.domain.listings.errors import CannotNow
from banyan.domain.listings.selectors import id_by_origin
from banyan.domain.listings.services import listing_import_draft, listing_withdraw
from banyan.domain.listings.types import Origin, Who
from banyan.practice.harvest import rules
from banyan.practice.harvest.models import Run, Source, SourceRecord
from banyan.practice.harvest.services.translating import Answers, answers_of
from banyan.practice.harvest.types import Leaf, Outcome, Read, SourceState

_MOST_NAMED = 200
_CONTACTS = ("contact", "email", "deputy", "mail", "owner_email")


def page_take(source: Source, run: Run, leaf: Leaf) -> None:
    """Takes a page and moves the run's mark; call it in a transaction."""
    ids = [read.id for read in leaf.records]
    held = {one.foreign_id: one for one in SourceRecord.objects.filter(source=source, foreign_id__in=ids)}
    fresh = 0
    for read in leaf.records:
        outcome = _take(source, run, leaf, read, held)
        run.counts[outcome] = run.counts.get(outcome, 0) + 1
        fresh += outcome is not Outcome.REPEATED
    run.stale_pages = 0 if fresh else run.stale_pages + 1
    run.pages += 1
    run.cursor = leaf.cursor
    run.whole = leaf.whole
    run.until = run.until or leaf.until
    run.save()


def gone(source: Source, run: Run) -> int:
    """Withdraws what a list of all there is does not name any more; returns how many, -1 where the list names so
    little that it is rather broken than true."""
    held = SourceRecord.objects.filter(source=source, deleted=False).exclude(listing="")
    missing = held.exclude(run=run)
    if rules.too_few(held.filter(run=run).count(), held.count()):
        return -1
    count = 0
    while chunk := list(missing.order_by("pk")[:200]):
        with transaction.atomic():
            for record in chunk:
                _withdraw(record)
                record.deleted, record.run, record.changed = True, run, now()
                record.save()
            count += len(chunk)
            run.counts[Outcome.WITHDRAWN] = run.counts.get(Outcome.WITHDRAWN, 0) + len(chunk)
            run.save(update_fields=["counts"])
    return count


def withdraw_all(source: Source) -> int:
    """Withdraws every listing of a source."""
    count = 0
    for record in SourceRecord.objects.filter(source=source).exclude(listing="").iterator(chunk_size=200):
        with transaction.atomic():
            _withdraw(record)
            record.deleted = True
            record.save(update_fields=["deleted"])
        count += 1
    return count


def _take(source: Source, run: Run, leaf: Leaf, read: Read, held: dict[str, SourceRecord]) -> Outcome:
    record = held.get(read.id)
    if record is not None and record.run_id == run.pk and (leaf.whole or read.stamp <= record.stamp):
        if len(run.repeated) < _MOST_NAMED and read.id not in run.repeated:
            run.repeated.append(read.id)
        return Outcome.REPEATED
    if record is None:
        record = SourceRecord(source=source, foreign_id=read.id or f"?{run.public_id}-{run.pages}-{len(held)}")
        held[record.foreign_id] = record
    before = record.sha256 if record.listing and not record.broken and not record.deleted else ""
    payload = read.payload.replace("\x00", "")
    record.run, record.stamp, record.changed = run, read.stamp, now()
    record.sha256 = hashlib.sha256(payload.encode("utf-8", "replace")).hexdigest()
    record.payload = payload[: rules.LONGEST_PAYLOAD].encode("utf-8", "replace").decode()
    if read.deleted:
        outcome = _deleted(record)
    elif read.fault:
        outcome = _broken(record, [_FAULTS[read.fault]()])
    else:
        _note_contacts(run, read)
        answers = answers_of(source, read)
        _count_fields(run, answers)
        outcome = Outcome.UNCHANGED if before == record.sha256 else _import(source, record, read, answers)
    record.save()
    return outcome


def _deleted(record: SourceRecord) -> Outcome:
    was = bool(record.listing) and not record.deleted
    if was:
        _withdraw(record)
    record.deleted, record.broken, record.payload = True, [], ""
    return Outcome.WITHDRAWN if was else Outcome.UNCHANGED


def _withdraw(record: SourceRecord) -> None:
    try:
        with transaction.atomic():
            listing_withdraw(public_id=record.listing, by=None, as_=Who.SOURCE, note=record.source.name)
    except CannotNow:  # somebody here took it away already
        return


def _broken(record: SourceRecord, reasons: Iterable[str]) -> Outcome:
    record.broken = [one[:400] for one in reasons][:20]
    return Outcome.BROKEN


def _import(source: Source, record: SourceRecord, read: Read, answers: Answers) -> Outcome:
    origin = _origin(source, read, answers)
    record.origin_node, record.origin_id = origin.node, origin.id
    record.chain, record.licence, record.deleted = list(origin.chain), origin.licence, False
    if our_node() in {origin.node, *origin.chain} or read.sample:
        return Outcome.OURS
    if len(origin.chain) > rules.LONGEST_CHAIN or any(len(node) > 200 for node in origin.chain):
        return _broken(record, [_("The record has passed too many nodes.")])
    if answers.whole:
        return _broken(record, answers.reasons or [_("The record has no title.")])
    if not _ours_to_write(source, record):
        record.listing = ""
        return Outcome.ELSEWHERE
    try:
        with transaction.atomic():
            done = listing_import_draft(origin=origin, kind=answers.kind, raw=answers.raw, follows_source=True)
    except BanyanError as error:
        return _broken(record, str(error).split("; "))
    except DataError:
        return _broken(record, [_("The record holds signs that cannot be kept.")])
    SourceRecord.objects.filter(listing=done.change.id).exclude(pk=record.pk).update(listing="")
    record.listing, record.broken = done.change.id, list(answers.reasons)[:20]
    return Outcome(done.outcome)


def _origin(source: Source, read: Read, answers: Answers) -> Origin:
    node = read.node or source.node
    chain = read.chain or ((node,) if node != source.node else ())
    return Origin(
        node=node[:200],
        id=read.id,
        url=_web(read.url or str(answers.raw.get("url", ""))) or source.contact_url,
        licence=(read.licence or str(answers.raw.get("licence", "")) or source.licence)[:80],
        chain=tuple(one.lower() for one in (*chain, source.node)),
    )


def _web(url: str) -> str:
    return url if url.startswith(("http://", "https://")) and len(url) <= 500 else ""


def _ours_to_write(source: Source, record: SourceRecord) -> bool:
    """Whether this source writes the listing: nobody else does, or by a longer way. What came here otherwise than by
    a source, such as from somebody's file, is never written over."""
    direct = Source.objects.filter(node=record.origin_node).exclude(state=SourceState.REMOVED).exclude(pk=source.pk)
    if record.origin_node != source.node and direct.exists():
        return False
    same = SourceRecord.objects.filter(origin_node=record.origin_node, origin_id=record.origin_id).exclude(listing="")
    for other in same.exclude(source=source).filter(deleted=False):
        if not rules.writes((len(record.chain), source.pk), (len(other.chain), other.source_id)):
            return False
        other.listing = ""
        other.save(update_fields=["listing"])
        return True
    there = id_by_origin(record.origin_node, record.origin_id)
    return (
        not there
        or there == record.listing
        or SourceRecord.objects.filter(
            origin_node=record.origin_node, origin_id=record.origin_id, listing=there
        ).exists()
    )


def _count_fields(run: Run, answers: Answers) -> None:
    for name, value in answers.raw.items():
        if value not in (None, "", [], {}):
            run.fields[name] = run.fields.get(name, 0) + 1


def _note_contacts(run: Run, read: Read) -> None:
    for name in _CONTACTS:
        said = read.fields.get(name)
        for one in said if isinstance(said, list) else [said]:
            dead = isinstance(one, str) and one.strip() and rules.seems_dead(one)
            if dead and len(run.dead_contacts) < _MOST_NAMED and read.id not in run.dead_contacts:
                run.dead_contacts.append(read.id)


_FAULTS = {
    "id": lambda: _("The record has no id, or one of more than 300 signs."),
    "empty": lambda: _("The record has nothing in it."),
    "form": lambda: _("The record is not in the form that was agreed."),
}
