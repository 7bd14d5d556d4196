from __future__ import annotations

import io
import zipfile

import pytest
from django.core.files.storage import default_storage
from PIL import ExifTags, Image
from tests.cast import Cast, gather
from tests.factories.listings import draft

from banyan.base.files import MOST_BYTES, kind_of_file
from banyan.domain.listings.errors import FileRefused, NoSuchListing
from banyan.domain.listings.models import Attachment
from banyan.domain.listings.selectors import listing_get
from banyan.domain.listings.services import attachment_add, attachment_remove

PDF = b"%PDF-1.7 plan"


def zipped(**parts: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml").replace("_bin", ".bin"), text)
    return buffer.getvalue()


def test_documents_and_pictures_are_known_by_their_bytes() -> None:
    known = {
        PDF: "pdf",
        b"\x89PNG\r\n\x1a\n..": "png",
        b"\xff\xd8\xff\xe0": "jpg",
        b"RIFF....WEBPVP8 ": "webp",
        b"Maji ni uhai": "txt",
        zipped(word__document_xml="x"): "docx",
        zipped(xl__workbook_xml="x"): "xlsx",
        zipped(mimetype="application/vnd.oasis.opendocument.text"): "odt",
    }
    for content, ending in known.items():
        found = kind_of_file(content)
        assert found is not None
        assert found.ending == ending


def test_programs_pages_and_documents_with_programs_are_not_taken() -> None:
    for content in (
        b"MZ\x90\x00",
        b"\x7fELF",
        b"<!doctype html><script>",
        b"  <svg onload=x>",
        b"#!/bin/sh",
        b"GIF89a\xff\xfe",
        b"PK\x03\x04broken",
        zipped(word__document_xml="x", word__vbaProject_bin="x"),
        zipped(readme="x"),
    ):
        assert kind_of_file(content) is None, content[:12]


def test_a_file_is_kept_once_under_a_name_of_ours(cast: Cast) -> None:
    made = draft(cast.amina)
    first = attachment_add(public_id=made.id, name="..\\..\\etc/plan.exe", content=PDF, by=cast.amina)
    again = attachment_add(public_id=made.id, name="plan.pdf", content=PDF, by=cast.amina)
    assert first == again
    row = Attachment.objects.get()
    assert (row.name, row.content_type) == ("plan.exe.pdf", "application/pdf")
    assert str(row.file.name).endswith(f"{first.id}.pdf")
    assert [file.id for file in listing_get(made.id, for_user=cast.amina).attachments] == [first.id]


def test_a_photograph_tells_neither_where_nor_by_whom_it_was_taken(cast: Cast) -> None:
    made = draft(cast.amina)
    told = Image.Exif()
    told[ExifTags.Base.Artist] = "Amina of Kilifi"
    told.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSLatitudeRef] = "S"
    written = io.BytesIO()
    Image.new("RGB", (40, 30), "green").save(written, "JPEG", exif=told, comment=b"Amina's phone")
    assert b"Amina" in written.getvalue()
    attachment_add(public_id=made.id, name="roof.jpeg", content=written.getvalue(), by=cast.amina)
    row = Attachment.objects.get()
    kept = row.file.read()
    assert (row.name, row.size) == ("roof.jpeg", len(kept))
    assert b"Amina" not in kept
    with Image.open(io.BytesIO(kept)) as picture:
        assert (picture.size, dict(picture.getexif())) == ((40, 30), {})


def test_a_picture_that_cannot_be_read_is_refused(cast: Cast) -> None:
    made = draft(cast.amina)
    with pytest.raises(FileRefused, match="cannot be read"):
        attachment_add(public_id=made.id, name="a.png", content=b"\x89PNG\r\n\x1a\n..", by=cast.amina)


def test_too_large_empty_and_strangers_files_are_refused(cast: Cast) -> None:
    made = draft(cast.amina)
    for content in (b"", PDF + b"x" * MOST_BYTES, b"MZ\x90\x00"):
        with pytest.raises(FileRefused):
            attachment_add(public_id=made.id, name="a", content=content, by=cast.amina)
    with pytest.raises(NoSuchListing):
        attachment_add(public_id=made.id, name="a", content=PDF, by=cast.uma)
    assert not Attachment.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_the_bytes_go_only_when_the_removal_is_stored() -> None:
    cast = gather()
    made = draft(cast.amina)
    file = attachment_add(public_id=made.id, name="plan.pdf", content=PDF, by=cast.amina)
    path = str(Attachment.objects.get().file.name)
    with pytest.raises(NoSuchListing):
        attachment_remove(attachment_id=file.id, by=cast.uma)
    assert default_storage.exists(path)
    attachment_remove(attachment_id=file.id, by=cast.amina)
    assert not default_storage.exists(path)
