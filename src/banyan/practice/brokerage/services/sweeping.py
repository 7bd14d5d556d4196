"""Files on disk that nothing in the database names: what a rolled back transaction, or a crash, left behind."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import timedelta

from django.core.files.storage import Storage, default_storage
from django.db.models import QuerySet

from banyan.base.clock import now
from banyan.practice.brokerage.models import CaseDocument, MessageFile

#: No transaction takes as long, so a file of that age without a row has lost it.
_OLD = timedelta(days=1)
_AT_ONCE = 500


def files_sweep() -> int:
    """Removes them; returns how many. Files that are named, and young ones, stay."""
    gone = 0
    for folder, named in (("messages", MessageFile.objects.all()), ("documents", CaseDocument.objects.all())):
        for names in _in_groups(_old_files(default_storage, folder)):
            gone += _swept(names, named)
    return gone


def _swept(names: list[str], named: QuerySet[MessageFile] | QuerySet[CaseDocument]) -> int:
    known = set(named.filter(file__in=names).values_list("file", flat=True))
    lost = [name for name in names if name not in known]
    for name in lost:
        default_storage.delete(name)
    return len(lost)


def _old_files(storage: Storage, folder: str) -> Iterator[str]:
    if not storage.exists(folder):
        return
    folders, files = storage.listdir(folder)
    for name in files:
        path = f"{folder}/{name}"
        with suppress(FileNotFoundError):  # somebody may take it away meanwhile
            if storage.get_modified_time(path) < now() - _OLD:
                yield path
    for name in folders:
        yield from _old_files(storage, f"{folder}/{name}")


def _in_groups(names: Iterable[str]) -> Iterator[list[str]]:
    group: list[str] = []
    for name in names:
        group.append(name)
        if len(group) == _AT_ONCE:
            yield group
            group = []
    if group:
        yield group
