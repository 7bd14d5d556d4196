from __future__ import annotations

import io

import pytest
from PIL import Image

from banyan.base.files import bare, kind_of_file


def drawn(form: str, width: int, height: int, mode: str = "L") -> bytes:
    written = io.BytesIO()
    Image.new(mode, (width, height), 200).save(written, form)
    return written.getvalue()


@pytest.mark.parametrize(("width", "height", "taken"), [(5000, 4999, True), (5001, 5001, False)])
def test_a_picture_too_large_to_be_drawn_anew_is_refused(width: int, height: int, taken: bool) -> None:
    content = drawn("PNG", width, height, "1")
    kind = kind_of_file(content)
    assert kind is not None
    assert (bare(content, kind) is not None) is taken


def test_a_photograph_of_a_new_telephone_is_halved() -> None:
    content = drawn("JPEG", 8000, 6000)
    kind = kind_of_file(content)
    assert kind is not None
    made = bare(content, kind)
    assert made is not None
    assert Image.open(io.BytesIO(made)).size == (4000, 3000)
