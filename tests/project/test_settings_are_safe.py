"""What an open network needs is there in prod, and each variable is documented."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.test import Client

from banyan.project import reference
from banyan.project.settings.readers import REGISTRY

SAFE = {
    "BANYAN_MODE": "prod",
    "BANYAN_URL": "https://exchange.example.org",
    "BANYAN_SECRET_KEY": "kept-0nly-f0r-this-test-and-l0ng-en0ugh-t0-pass-the-check",
    "BANYAN_EMAIL_URL": "smtp://mail.example.org",
    "DATABASE_URL": "postgresql://nobody@localhost:1/none",
}
DEPLOY = """
import django
from django.core.management import call_command
django.setup()
call_command("check", "--deploy", "--fail-level", "WARNING")
"""


def start(tmp_path: Path, **changes: str) -> subprocess.CompletedProcess[str]:
    """Django's own questions to settings that go to an open network, in a process of its own."""
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("BANYAN_", "DATABASE_", "DJANGO_"))
    }
    mode = {"DJANGO_SETTINGS_MODULE": "banyan.project.settings.prod", "BANYAN_VAR": str(tmp_path)}
    values = {name: value for name, value in {**SAFE, **changes}.items() if value}
    command = [sys.executable, "-c", DEPLOY]
    return subprocess.run(command, env={**kept, **mode, **values}, capture_output=True, text=True, check=False)


def test_django_finds_nothing_to_say_about_prod(tmp_path: Path) -> None:
    done = start(tmp_path)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("BANYAN_SECRET_KEY", ""),
        ("BANYAN_SECRET_KEY", "short"),
        ("BANYAN_URL", ""),
        ("BANYAN_URL", "http://exchange.example.org"),
        ("BANYAN_EMAIL_URL", ""),
        ("BANYAN_DEBUG", "on"),
        ("BANYAN_ENCODER", "a guess"),
    ],
)
def test_prod_refuses_to_start_without_what_it_needs(tmp_path: Path, name: str, value: str) -> None:
    done = start(tmp_path, **{name: value})
    assert done.returncode != 0
    assert f"{name}: " in done.stderr.splitlines()[-1]


def test_every_variable_says_what_it_is_for_and_the_page_is_current() -> None:
    assert [
        variable.name for variable in REGISTRY.values() if len(variable.help) < 20 or not variable.help.endswith(".")
    ] == []
    assert reference.outdated() == []
    page = (reference.FOLDER / "settings.md").read_text()
    assert [name for name in REGISTRY if not name.startswith("BANYAN_TEST") and f"`{name}`" not in page] == []


@pytest.mark.django_db
def test_answers_carry_a_policy_with_a_fresh_nonce_and_no_unsafe_inline() -> None:
    answers = [Client().get("/nowhere-at-all") for _ in range(2)]
    policies = [answer.headers["Content-Security-Policy"] for answer in answers]
    assert all("unsafe" not in policy for policy in policies)
    nonces = {match[1] for policy in policies for match in re.finditer(r"'nonce-([\w-]+)'", policy)}
    assert len(nonces) == 2
    assert answers[0].headers["X-Frame-Options"] == "DENY"
    assert answers[0].headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.django_db
def test_load_balancers_get_an_answer_under_any_name() -> None:
    for path in ("/healthz", "/readyz"):
        answer = Client().get(path, headers={"host": "10.0.0.7"})
        assert (answer.status_code, answer.content) == (200, b"ok\n")
        assert not answer.cookies
