"""Messages: from the yes on, between the two sides alone; sent once, never changed, told by one letter until read."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import timedelta
from functools import partial

import pytest
from django.core import mail
from django.db import transaction
from django.db.utils import DatabaseError
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from tests.cast import PROVIDER, Cast
from tests.factories.enquiries import sent
from tests.factories.listings import published

from banyan.base.audit.selectors import history
from banyan.base.clock import now, standing_at
from banyan.base.errors import BanyanError, Invalid, NotFound, TooMany
from banyan.base.files import MOST_BYTES, bare, kind_of_file
from banyan.domain.listings.models import Listing
from banyan.domain.listings.types import Kind
from banyan.practice.brokerage.errors import NoSuchThread, ThreadClosed
from banyan.practice.brokerage.models import Message, MessageFile
from banyan.practice.brokerage.selectors import enquiries, message_file, thread_get, waiting_count
from banyan.practice.brokerage.services import (
    enquiry_accept,
    enquiry_finish,
    message_send,
    thread_read,
)
from banyan.practice.brokerage.types import Upload

DoJobs = Callable[[], list[str]]


@pytest.fixture
def talk(cast: Cast, do_jobs: DoJobs) -> str:
    """An accepted enquiry of Amina about Kofi's offer; Mei is the deputy."""
    offer = published(cast.kofi, Kind.OFFER, organisation=PROVIDER, deputy="mei@example.org").id
    one = sent(cast.amina, offer)
    enquiry_accept(public_id=one, by=cast.kofi)
    do_jobs()
    mail.outbox.clear()
    return one


def photograph(form: str = "JPEG", size: tuple[int, int] = (40, 20)) -> bytes:
    """A picture that says where it was taken, upside down."""
    picture, written = Image.new("RGB", size, "green"), io.BytesIO()
    exif = Image.Exif()
    exif[0x010E], exif[0x0112] = "Amina's farm", 6
    exif.get_ifd(0x8825)[1] = "S"
    picture.save(written, form, exif=exif)
    return written.getvalue()


def test_they_write_and_read_and_hear_of_it_once(cast: Cast, talk: str, do_jobs: DoJobs) -> None:
    message_send(thread=talk, text="When can we call?", by=cast.amina)
    message_send(thread=talk, text="Or write?", by=cast.amina)
    do_jobs()
    assert [one.to for one in mail.outbox] == [["kofi@example.org"]]
    body = str(mail.outbox[0].body)
    assert f"/enquiries/{talk}/?write=1#write" in body and "Amina" in body
    assert "When can we call" not in body and "example.org" not in body
    assert (waiting_count(cast.kofi), waiting_count(cast.amina)) == (1, 0)
    assert [row.unread for row in enquiries(cast.kofi).rows] == [True]
    seen = thread_read(talk, by=cast.kofi)
    assert [(one.text, one.fresh, one.mine, one.name) for one in seen.messages] == [
        ("When can we call?", True, False, "Amina"), ("Or write?", True, False, "Amina"),
    ]  # fmt: skip
    assert waiting_count(cast.kofi) == 0
    assert not any(one.fresh for one in thread_read(talk, by=cast.kofi).messages)
    message_send(thread=talk, text="Tomorrow.", by=cast.kofi)
    message_send(thread=talk, text="Or today.", by=cast.mei)
    do_jobs()
    assert [one.to for one in mail.outbox[1:]] == [["amina@example.org"]]
    assert [one.name for one in thread_get(talk, for_user=cast.amina).messages[2:]] == ["Kofi", "Mei"]


def test_a_day_later_there_is_another_letter_and_none_for_what_was_read(cast: Cast, talk: str, do_jobs: DoJobs) -> None:
    message_send(thread=talk, text="First.", by=cast.amina)
    thread_read(talk, by=cast.kofi)
    do_jobs()
    assert mail.outbox == []
    message_send(thread=talk, text="Second.", by=cast.amina)
    with standing_at(now() + timedelta(hours=25)):
        message_send(thread=talk, text="Third.", by=cast.amina)
    do_jobs()
    assert len(mail.outbox) == 2


@pytest.mark.parametrize("who", ["amina", "kofi", "mei", "rosa", "sami", "noor", "uma"])
def test_files_are_for_those_who_read_the_thread(cast: Cast, talk: str, who: str) -> None:
    message_send(thread=talk, text="", files=[Upload("plan.txt", b"a plan")], by=cast.amina)
    read, file = (partial(thread_get, talk), partial(message_file, MessageFile.objects.get().public_id))
    for one in (read, file):
        if who in {"amina", "kofi", "mei"}:
            one(for_user=getattr(cast, who))
        else:
            with pytest.raises(NotFound):
                one(for_user=getattr(cast, who))


def test_nothing_is_written_before_the_yes_or_after_it_was_put_away(cast: Cast, offer: str, talk: str) -> None:
    open_one = sent(cast.amina, offer)
    for thread in (open_one, "enq_none", "cas_none", "", "x"):
        with pytest.raises(NoSuchThread):
            message_send(thread=thread, text="Hello.", by=cast.amina)
    message_send(thread=talk, text="Thank you.", by=cast.amina)
    enquiry_finish(public_id=talk, by=cast.kofi)
    with pytest.raises(ThreadClosed):
        message_send(thread=talk, text="One more.", by=cast.amina)
    shown = thread_get(talk, for_user=cast.kofi)
    assert ([one.text for one in shown.messages], shown.open) == (["Thank you."], False)


def test_a_thread_outlives_its_listing_and_an_account(cast: Cast, talk: str) -> None:
    message_send(thread=talk, text="Keep this.", by=cast.kofi)
    Listing.objects.all().delete()
    assert message_send(thread=talk, text="Still here?", by=cast.amina)
    cast.amina.delete()
    shown = thread_get(talk, for_user=cast.kofi)
    assert [one.name for one in shown.messages] == ["Kofi", ""] and not shown.open


def test_a_form_sent_twice_is_one_message_and_no_message_is_ever_changed(cast: Cast, talk: str) -> None:
    first = message_send(thread=talk, text="Once.", by=cast.amina, token="t1")
    assert message_send(thread=talk, text="Once.", by=cast.amina, token="t1") == first
    assert message_send(thread=talk, text="Once.", by=cast.kofi, token="t1") != first
    for change in (lambda: Message.objects.update(text="Other."), lambda: Message.objects.all().delete()):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
    assert set(Message.objects.values_list("text", flat=True)) == {"Once."}
    assert history(object_type="message", object_id=first).count() == 1


def test_too_little_too_much_and_too_often_are_refused_and_nothing_is_kept(cast: Cast, talk: str) -> None:
    page = b"<!doctype html><script>alert(1)</script>"
    for text, files, field in (
        ("  ", [], "text"), ("x" * 5001, [], "text"), ("Look.", [Upload("a.html", page)], "files"),
        ("Look.", [Upload("a.jpg", page)], "files"), ("Look.", [Upload("big.txt", b"x" * (MOST_BYTES + 1))], "files"),
        ("Look.", [Upload("empty.txt", b"")], "files"), ("Look.", [Upload("a.png", b"\x89PNG\r\n\x1a\nxx")], "files"),
        ("Look.", [Upload(f"{n}.txt", b"x") for n in range(6)], "files"),
    ):  # fmt: skip
        with pytest.raises(Invalid) as refused:
            message_send(thread=talk, text=text, files=files, by=cast.amina)
        assert field in refused.value.fields
    assert not Message.objects.exists() and not MessageFile.objects.exists()
    with standing_at(now().replace(minute=30)), pytest.raises(TooMany):
        for number in range(61):
            message_send(thread=talk, text=str(number), by=cast.amina)
    assert Message.objects.count() == 60


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_a_picture_loses_what_the_camera_wrote_and_stands_upright(cast: Cast, talk: str, form: str) -> None:
    taken = photograph(form)
    assert b"farm" in taken
    message_send(thread=talk, text="", files=[Upload("../../a\\field.JPG", taken)], by=cast.amina)
    row = MessageFile.objects.get()
    assert row.name.startswith("field.JPG") and "field" not in str(row.file.name)
    kept = message_file(row.public_id, for_user=cast.kofi).content.read()
    assert b"farm" not in kept and row.size == len(kept)
    with Image.open(io.BytesIO(kept)) as picture:
        assert picture.size == (20, 40) and not picture.getexif() and picture.format == form


def test_a_bomb_is_not_unpacked() -> None:
    written = io.BytesIO()
    Image.new("1", (20_000, 20_000)).save(written, "PNG")
    kind = kind_of_file(written.getvalue())
    assert kind is not None and bare(written.getvalue(), kind) is None


@given(st.binary(max_size=300), st.sampled_from([b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"RIFF\0\0\0\0WEBP", b"%PDF-"]))
def test_broken_files_raise_nothing(rest: bytes, magic: bytes) -> None:
    kind = kind_of_file(magic + rest)
    if kind is not None:
        drawn = bare(magic + rest, kind)
        assert drawn is None or drawn


def test_long_threads_are_read_in_pages(cast: Cast, talk: str) -> None:
    for number in range(45):
        message_send(thread=talk, text=str(number), by=cast.amina)
    newest = thread_get(talk, for_user=cast.kofi)
    assert [one.text for one in newest.messages] == [str(n) for n in range(15, 45)]
    before = thread_get(talk, for_user=cast.kofi, before=newest.earlier or "")
    assert [one.text for one in before.messages] == [str(n) for n in range(15)]
    assert before.earlier is None
    with pytest.raises(BanyanError):
        thread_get(talk, for_user=cast.kofi, before="forged")
