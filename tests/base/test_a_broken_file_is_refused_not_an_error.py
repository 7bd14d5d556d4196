"""Files come from anybody: whatever a broken one makes its reader raise, it is no file that we take."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from PIL import Image

from banyan.base.files import bare, kind_of_file


def zipped(packing: int) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", packing) as parts:
        parts.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        parts.writestr("é.xml", "<a/>")
    return written.getvalue()


def pictured(form: str) -> bytes:
    written, exif = io.BytesIO(), Image.Exif()
    exif[0x010E], exif[0x0112] = "somewhere", 6
    Image.new("RGB", (24, 16), "green").save(written, form, exif=exif)
    return written.getvalue()


WHOLE = [*(zipped(one) for one in (0, 8, 12, 14)), *(pictured(form) for form in ("JPEG", "PNG", "WEBP"))]


@given(st.sampled_from(WHOLE), st.lists(st.tuples(st.integers(4, 2000), st.integers(0, 255)), min_size=1, max_size=6))
@example(WHOLE[0], [(len(WHOLE[0]) - 6, 200)])  # where the list of parts begins
def test_a_changed_byte_never_makes_an_error(whole: bytes, changes: list[tuple[int, int]]) -> None:
    broken = bytearray(whole)
    for place, byte in changes:
        broken[place % (len(broken) - 4) + 4] = byte
    kind = kind_of_file(bytes(broken))
    assert kind is None or bare(bytes(broken), kind) is None or kind.ending


@pytest.mark.parametrize("packing", [8, 12, 14])
def test_a_document_whose_first_part_cannot_be_unpacked_is_refused(packing: int) -> None:
    broken = bytearray(zipped(packing))
    begins = broken.index(b"mimetype") + len(b"mimetype")
    broken[begins : begins + 20] = b"\xff" * 20
    assert kind_of_file(bytes(broken)) is None


def test_a_document_with_names_that_are_no_text_is_refused() -> None:
    assert kind_of_file(zipped(0).replace("é.xml".encode(), b"\xc3(.xml")) is None
