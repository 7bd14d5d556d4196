"""Sign-in: by confirmed e-mail, and never telling strangers who has an account."""

from __future__ import annotations

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from banyan.domain.accounts.services import user_create
from banyan.doors.cli.user import confirm_address

PASSWORD = "a long enough phrase"

pytestmark = pytest.mark.django_db


def sign_in(email: str, password: str = PASSWORD) -> bool:
    client = Client()
    client.post(reverse("account_login"), {"login": email, "password": password})
    return "_auth_user_id" in client.session


def test_an_unconfirmed_address_cannot_sign_in() -> None:
    user = user_create(email="ana@example.org", password=PASSWORD)
    assert not sign_in("ana@example.org")
    confirm_address(user)
    assert sign_in("ana@example.org")
    assert sign_in("ANA@example.org")


def test_signing_up_again_looks_the_same_and_warns_the_owner() -> None:
    confirm_address(user_create(email="ana@example.org", password=PASSWORD))
    answers = []
    for email in ("ana@example.org", "new@example.org"):
        form = {"email": email, "password1": PASSWORD, "password2": PASSWORD}
        answer = Client().post(reverse("account_signup"), form)
        answers.append((answer.status_code, answer.headers.get("Location")))
    assert answers[0] == answers[1]
    assert [message.to for message in mail.outbox] == [["ana@example.org"], ["new@example.org"]]


def test_a_reset_for_a_stranger_looks_the_same() -> None:
    confirm_address(user_create(email="ana@example.org", password=PASSWORD))
    answers = [
        Client().post(reverse("account_reset_password"), {"email": email}).headers["Location"]
        for email in ("ana@example.org", "nobody@example.org")
    ]
    assert answers[0] == answers[1]


def test_the_admin_has_no_way_in_of_its_own() -> None:
    user = user_create(email="ana@example.org", password=PASSWORD, is_node_admin=True)
    answer = Client().post("/admin/login/", {"username": user.email, "password": PASSWORD})
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith(reverse("account_login"))
