"""Each reader refuses what it cannot use, with a sentence that names the variable."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from banyan.project.settings import readers
from banyan.project.settings.database import parse
from banyan.project.settings.readers import BadSetting
from banyan.project.settings.security import key_from_file

NAME = "BANYAN_TEST_VALUE"
READ: dict[str, Callable[[], object]] = {
    "text": lambda: readers.text(NAME, help="h"),
    "flag": lambda: readers.flag(NAME, help="h", default=False),
    "whole": lambda: readers.whole(NAME, help="h", default=1, most=10),
    "seconds": lambda: readers.seconds(NAME, help="h", default=1),
    "url": lambda: readers.url(NAME, help="h", schemes=("http", "https")),
    "path": lambda: readers.path(NAME, help="h", default=Path("/")),
    "choice": lambda: readers.choice(NAME, help="h", among=("a", "b"), default="a"),
    "words": lambda: readers.words(NAME, help="h", among=("en", "fr")),
}


@pytest.fixture(autouse=True)
def _registry(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readers, "REGISTRY", {})


@pytest.mark.parametrize(
    ("kind", "raw", "value"),
    [
        ("text", " two words ", "two words"),
        ("flag", "Yes", True),
        ("flag", "off", False),
        ("whole", "10", 10),
        ("seconds", "15m", 900),
        ("seconds", "90", 90),
        ("url", "https://example.org:8443/x", "https://example.org:8443/x"),
        ("path", "/srv/banyan", Path("/srv/banyan")),
        ("choice", "b", "b"),
        ("words", "fr, en,,fr", ("fr", "en")),
    ],
)
def test_good_values_are_read(monkeypatch: pytest.MonkeyPatch, kind: str, raw: str, value: object) -> None:
    monkeypatch.setenv(NAME, raw)
    assert READ[kind]() == value


@pytest.mark.parametrize(
    ("kind", "raw"),
    [
        ("text", "two\nlines"),
        ("flag", "maybe"),
        ("whole", "11"),
        ("whole", "-1"),
        ("whole", "1.5"),
        ("whole", "٣"),
        ("seconds", "soon"),
        ("seconds", "5 weeks"),
        ("url", "example.org"),
        ("url", "ftp://example.org"),
        ("url", "http://example.org:port"),
        ("choice", "c"),
        ("words", "fr,xx"),
        ("words", ","),
    ],
)
def test_bad_values_are_refused_by_name(monkeypatch: pytest.MonkeyPatch, kind: str, raw: str) -> None:
    monkeypatch.setenv(NAME, raw)
    with pytest.raises(BadSetting, match=NAME):
        READ[kind]()


@given(
    kind=st.sampled_from(sorted(READ)), raw=st.text(st.characters(exclude_characters="\0", codec="utf-8"), min_size=1)
)
def test_whatever_is_given_a_reader_answers_or_refuses(kind: str, raw: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(NAME, raw)
        try:
            READ[kind]()
        except BadSetting as refusal:
            assert NAME in str(refusal)


def test_nothing_and_blanks_mean_the_default(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(NAME, "   ")
    assert readers.whole(NAME, help="h", default=7) == 7


def test_a_refusal_never_shows_a_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BANYAN_TEST_KEY", "hush\nhush")
    with pytest.raises(BadSetting) as refusal:
        readers.text("BANYAN_TEST_KEY", help="h")
    assert "hush" not in str(refusal.value)


def test_database_addresses_are_taken_apart() -> None:
    found = parse("postgresql://me:p%40ss@db.example:6432/exchange?sslmode=require")
    assert (found["USER"], found["PASSWORD"], found["HOST"], found["PORT"]) == ("me", "p@ss", "db.example", "6432")
    assert (found["NAME"], found["OPTIONS"]) == ("exchange", {"sslmode": "require"})
    assert parse("postgresql:///exchange?host=/run/postgresql")["HOST"] == "/run/postgresql"


def test_the_key_is_made_once_for_its_owner_alone(tmp_path: Path) -> None:
    file = tmp_path / "var" / "secret-key"
    first = key_from_file(file)
    assert key_from_file(file) == first
    assert len(first) >= 50
    assert file.stat().st_mode & 0o777 == 0o600
    assert [entry.name for entry in file.parent.iterdir()] == ["secret-key"]
