"""Documents of a case: versions by name, for its people alone, taken back by whoever added them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from pytest_django.fixtures import Settings
from tests.cast import Cast
from tests.factories.cases import closed, introduced, opened

from banyan.base.audit.selectors import history
from banyan.base.errors import Invalid, NotAllowed, NotFound
from banyan.domain.accounts.policy import SignedIn
from banyan.practice.brokerage.errors import NoMoveNow
from banyan.practice.brokerage.models import CaseDocument
from banyan.practice.brokerage.selectors.documents import case_document, case_documents
from banyan.practice.brokerage.services import message_send
from banyan.practice.brokerage.services.cases import (
    case_document_add,
    case_document_withdraw,
    case_name,
    documents,
)
from banyan.practice.brokerage.services.sweeping import files_sweep
from banyan.practice.brokerage.types import Upload

DRAWING = Upload("drawing.txt", b"a cabinet")


@pytest.fixture(autouse=True)
def disk(tmp_path: Path, settings: Settings) -> Iterator[Path]:
    """A disk of the test's own."""
    settings.MEDIA_ROOT = tmp_path / "media"
    yield tmp_path / "media"


def add(case: str, by: SignedIn, name: str = "Drawing", file: Upload | None = DRAWING) -> str:
    return case_document_add(public_id=case, name=name, file=file, by=by)


def test_the_newest_version_stands_first_and_the_same_bytes_are_no_new_one(cast: Cast) -> None:
    case = opened(cast)
    first = add(case, cast.amina)
    assert add(case, cast.kofi) == first
    second = add(case, cast.kofi, name="drawing", file=Upload("other.txt", b"a larger cabinet"))
    add(case, cast.kofi, name="", file=Upload("price.txt", b"9,500"))
    found = case_documents(case, for_user=cast.amina)
    assert [one.name for one in found.documents] == ["price.txt", "Drawing"]
    assert [(one.id, one.number, one.by.name if one.by else "") for one in found.documents[1].editions] == [
        (second, 2, "Kofi"), (first, 1, "Amina"),
    ]  # fmt: skip
    assert [one.mine for one in found.documents[1].editions] == [False, True]
    got = case_document(first, for_user=cast.kofi)
    assert (got.name, got.content_type, got.content.read()) == ("drawing.txt", "text/plain", b"a cabinet")
    assert history(object_type="case_document", object_id=first).count() == 1


def test_it_is_taken_back_by_whoever_added_it_and_stays_to_be_seen(
    cast: Cast, disk: Path, django_capture_on_commit_callbacks: object
) -> None:
    case = opened(cast)
    one = add(case, cast.amina)
    for other in (cast.kofi, cast.rosa):
        with pytest.raises(NotAllowed):
            case_document_withdraw(document=one, by=other)
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]  # a fixture without a type
        case_document_withdraw(document=one, by=cast.amina)
    with pytest.raises(NoMoveNow):
        case_document_withdraw(document=one, by=cast.amina)
    with pytest.raises(NotFound):
        case_document(one, for_user=cast.amina)
    (edition,) = case_documents(case, for_user=cast.kofi).documents[0].editions
    assert edition.withdrawn is not None and edition.by is not None and edition.by.name == "Amina"
    assert [path for path in disk.rglob("*") if path.is_file()] == []
    again = add(case, cast.amina)
    assert [e.number for e in case_documents(case, for_user=cast.kofi).documents[0].editions] == [2, 1]
    assert case_document(again, for_user=cast.kofi).content.read() == b"a cabinet"


def test_files_wait_until_both_sides_have_told_who_they_are(cast: Cast) -> None:
    case = introduced(cast, anonymous=True)
    for person in (cast.amina, cast.kofi, cast.rosa):
        with pytest.raises(Invalid, match="Files carry names"):
            add(case, person)
    case_name(public_id=case, by=cast.amina)
    case_name(public_id=case, by=cast.kofi)
    one = add(case, cast.amina)
    assert case_document(one, for_user=cast.kofi)


def test_whoever_has_no_part_reads_none_of_it(cast: Cast) -> None:
    case = opened(cast)
    one = add(case, cast.amina)
    for person in (cast.mei, cast.uma):
        for read in (lambda by: case_documents(case, for_user=by), lambda by: case_document(one, for_user=by)):
            with pytest.raises(NotFound):
                read(person)


def test_what_is_no_document_too_many_or_too_late_is_refused(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    case = opened(cast)
    page = Upload("a.jpg", b"<!doctype html><script>alert(1)</script>")
    for file in (None, page, Upload("empty.txt", b"")):
        with pytest.raises(Invalid):
            add(case, cast.amina, file=file)
    with pytest.raises(Invalid):
        add(case, cast.amina, name="x" * 151)
    assert not CaseDocument.objects.exists()
    monkeypatch.setattr(documents, "MOST_DOCUMENTS", 1)
    add(case, cast.amina)
    with pytest.raises(Invalid, match="room for 1"):
        add(case, cast.kofi, name="Price", file=Upload("price.txt", b"9,500"))
    closed(case, cast.kofi)
    with pytest.raises(NoMoveNow):
        add(case, cast.amina, name="Late")


def test_what_a_rolled_back_transaction_left_on_disk_is_swept_and_nothing_else(cast: Cast, disk: Path) -> None:
    case = opened(cast)
    add(case, cast.amina)
    message_send(thread=case, text="", files=[Upload("plan.txt", b"a plan")], by=cast.amina)
    with pytest.raises(RuntimeError), transaction.atomic():
        add(case, cast.kofi, name="Lost")
        raise RuntimeError
    default_storage.save("messages/2020/01/lost.txt", ContentFile(b"lost"))
    default_storage.save("listings/kept.txt", ContentFile(b"of another room"))
    assert files_sweep() == 0  # they are young: their transactions may still be under way
    for path in disk.rglob("*.txt"):
        os.utime(path, (0, 0))
    assert files_sweep() == 2
    assert sorted(path.read_bytes() for path in disk.rglob("*.txt")) == [b"a cabinet", b"a plan", b"of another room"]
    assert files_sweep() == 0


def test_a_file_that_is_gone_from_the_disk_is_not_found(cast: Cast, disk: Path) -> None:
    one = add(opened(cast), cast.amina)
    for path in disk.rglob("*.txt"):
        path.unlink()
    with pytest.raises(NotFound):
        case_document(one, for_user=cast.kofi)


def test_a_file_taken_away_under_the_sweep_does_not_stop_it(cast: Cast, disk: Path) -> None:
    for name in ("a.txt", "b.txt", "c.txt"):
        default_storage.save(f"documents/{name}", ContentFile(b"lost"))
        os.utime(disk / "documents" / name, (0, 0))
    (disk / "documents/b.txt").unlink()
    (disk / "documents/b.txt").symlink_to(disk / "gone")  # listed, but not there any more when it is looked at
    assert files_sweep() == 2


def test_a_name_that_turns_letters_and_is_too_long_is_closed_where_it_is_cut(cast: Cast) -> None:
    one = add(opened(cast), cast.amina, name="", file=Upload("\u2067a" * 200 + ".txt", b"a"))
    name = CaseDocument.objects.get(public_id=one).name
    assert 0 < name.count("\u2067") == name.count("\u2069")
