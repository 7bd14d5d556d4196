from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from banyan.base.errors import Invalid
from banyan.domain.accounts.errors import EmailTaken, NoSuchPerson
from banyan.domain.accounts.rules import INTERFACE_LANGUAGES, interface_language, shown_name
from banyan.domain.accounts.selectors import user_by_email
from banyan.domain.accounts.services import user_create, user_set_password, user_update

GOOD = "river-lantern-94"


@pytest.mark.django_db
def test_an_address_in_other_case_is_the_same_person() -> None:
    user = user_create(email="Asha@Example.org", password=GOOD)
    with pytest.raises(EmailTaken):
        user_create(email="asha@example.org", password=GOOD)
    assert user_by_email(" ASHA@example.ORG ") == user


@pytest.mark.django_db
def test_a_weak_password_is_refused_with_reasons() -> None:
    with pytest.raises(Invalid) as caught:
        user_create(email="a@example.org", password="12345")
    assert caught.value.fields["password"]
    with pytest.raises(NoSuchPerson):
        user_by_email("a@example.org")


@pytest.mark.django_db
def test_a_bad_address_is_named_as_such() -> None:
    with pytest.raises(Invalid) as caught:
        user_create(email="not an address", password=None)
    assert "email" in caught.value.fields


@pytest.mark.django_db
def test_an_unknown_time_zone_changes_nothing() -> None:
    user = user_create(email="a@example.org", password=None, name="A")
    with pytest.raises(Invalid):
        user_update(user=user, name="B", locale="fr", time_zone="Mars/Base", actor=user.public_id)
    user.refresh_from_db()
    assert user.name == "A"


@pytest.mark.django_db
def test_a_new_password_replaces_the_old_one() -> None:
    user = user_create(email="a@example.org", password=GOOD)
    user_set_password(user=user, password="other-lantern-95", actor="")
    user.refresh_from_db()
    assert user.check_password("other-lantern-95")
    assert not user.check_password(GOOD)


@given(st.text(max_size=20))
def test_every_wish_for_a_language_ends_in_one_we_have(wanted: str) -> None:
    assert interface_language(wanted) in INTERFACE_LANGUAGES


def test_others_never_see_the_address() -> None:
    assert shown_name("", "asha@example.org") == "A…"
