from __future__ import annotations

import re

import pytest
from django.test import Client
from tests.cast import person

from banyan.domain.accounts.errors import BadToken
from banyan.domain.accounts.selectors import tokens_of
from banyan.domain.accounts.services import token_use, user_set_password
from banyan.domain.accounts.types import Scope

pytestmark = pytest.mark.django_db
FORM = {"name": "stock list", "scopes": ["read", "write"], "days": "90"}


def test_a_token_is_made_shown_once_and_ended(client: Client) -> None:
    uma = person("uma")
    client.force_login(uma)
    page = client.post("/account/tokens/new/", FORM)
    assert page.status_code == 200
    assert "no-store" in page["Cache-Control"]
    found = re.search(r'value="(banyan_[\w-]+)"', page.content.decode())
    assert found
    assert token_use(found[1]).scopes == {Scope.READ, Scope.WRITE}
    listed = client.get("/account/tokens/").content.decode()
    assert "stock list" in listed
    assert found[1] not in listed
    address = f"/account/tokens/{tokens_of(uma)[0].id}/end/"
    assert client.get(address).status_code == 200
    assert token_use(found[1]).person == uma
    assert client.post(address).status_code == 302
    with pytest.raises(BadToken):
        token_use(found[1])
    assert client.get(address).status_code == 404


def test_nothing_chosen_is_told_beside_the_question(client: Client) -> None:
    client.force_login(person("uma"))
    page = client.post("/account/tokens/new/", {"name": "", "days": "9999"})
    assert page.status_code == 422
    assert page.content.decode().count('class="error"') == 3


def test_whoever_has_a_password_types_it_again_first(client: Client) -> None:
    uma = person("uma")
    user_set_password(user=uma, password="river-lantern-94", actor="")
    uma.refresh_from_db()
    client.force_login(uma)
    assert client.get("/account/tokens/new/").status_code == 200
    asked = client.post("/account/tokens/new/", FORM)
    assert asked.status_code == 302
    assert "reauthenticate" in asked["Location"]
    assert tokens_of(uma) == ()
    made = client.post(asked["Location"], {"password": "river-lantern-94"}, follow=True)
    assert "banyan_" in made.content.decode()


@pytest.mark.parametrize("where", ["", "new/", "tok_01jd5z6m9w3k8qv4x2h7c1n0re/end/"])
def test_visitors_sign_in_first(client: Client, where: str) -> None:
    assert client.get(f"/account/tokens/{where}").status_code == 302
