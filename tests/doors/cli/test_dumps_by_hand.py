from __future__ import annotations

from pathlib import Path

import pytest
from pytest_django.fixtures import Settings
from tests.cast import Cast
from tests.doors.cli.conftest import Run
from tests.factories.listings import published

from banyan.domain.listings.types import Kind

pytestmark = pytest.mark.django_db


def test_one_is_made_and_checked(banyan: Run, cast: Cast, tmp_path: Path, settings: Settings) -> None:
    published(cast.kofi, Kind.OFFER)
    said = banyan("dump", tmp_path / "out")
    assert said.exit_code == 0, said.output
    made = next(one for one in (tmp_path / "out").iterdir() if one.is_dir())
    assert str(made) in said.output
    well = banyan("dump", "--verify", made)
    assert (well.exit_code, "lay beside the files" in well.output) == (0, True), well.output
    assert banyan("dump", "--verify", made, "--key", made / "node-key.pub.pem").exit_code == 0
    (made / "listings.csv.gz").write_bytes(b"other")
    broken = banyan("dump", "--verify", made)
    assert broken.exit_code == 1
    assert "listings.csv.gz is not what was signed." in broken.output
    assert "SHA256SUMS" not in broken.output


def test_what_cannot_be_done_is_said(banyan: Run, cast: Cast, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    for arguments, code, words in (
        (("dump", tmp_path / "file"), 1, "could not be written"),
        (("dump", "--verify", tmp_path / "absent"), 2, "cannot be read"),
        (("dump", tmp_path, "--verify", tmp_path), 2, "not both"),
        (("dump", "--verify", tmp_path, "--key", tmp_path / "file"), 2, "no Ed25519 key"),
    ):
        said = banyan(*arguments)
        assert (said.exit_code, words in said.output) == (code, True), said.output
    assert (tmp_path / "file").read_text() == "x"
