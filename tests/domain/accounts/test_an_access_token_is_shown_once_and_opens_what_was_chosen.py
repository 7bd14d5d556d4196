from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.cast import person

from banyan.base.audit.selectors import history
from banyan.base.clock import now, standing_at, today
from banyan.base.errors import Invalid
from banyan.base.outbox.models import OutboxEvent
from banyan.domain.accounts.errors import BadToken, NoSuchToken, TooManyTokens
from banyan.domain.accounts.models import AccessToken, User
from banyan.domain.accounts.rules import MOST_TOKENS, TOKEN_HEAD
from banyan.domain.accounts.selectors import token_get, tokens_of
from banyan.domain.accounts.services import token_create, token_revoke, token_use
from banyan.domain.accounts.types import NewToken, Scope

pytestmark = pytest.mark.django_db


def made(by: User, *scopes: Scope, days: int = 30) -> NewToken:
    return token_create(by=by, name="a script", scopes=scopes or (Scope.READ,), days=days)


def test_the_secret_is_kept_nowhere() -> None:
    uma = person("uma")
    token = made(uma, Scope.READ, Scope.ALERTS)
    row = AccessToken.objects.values().get()
    trail = [(line.before, line.after, line.note) for line in history(object_type="token", object_id=token.id)]
    events = list(OutboxEvent.objects.filter(key=token.id).values())
    rest = token.secret.removeprefix(TOKEN_HEAD)
    assert rest not in f"{row}{trail}{events}{token!r}"
    assert len(trail) == len(events) == 1
    assert token_use(token.secret).scopes == {Scope.READ, Scope.ALERTS}


def test_what_is_ended_expired_or_of_a_closed_account_opens_nothing() -> None:
    uma = person("uma")
    ended, expiring, other = made(uma), made(uma), made(uma, days=365)
    token_revoke(public_id=ended.id, by=uma)
    token_revoke(public_id=ended.id, by=uma)
    with pytest.raises(BadToken):
        token_use(ended.secret)
    with standing_at(now() + timedelta(days=30)):
        assert token_use(expiring.secret).person == uma
    with standing_at(now() + timedelta(days=31)):
        with pytest.raises(BadToken):
            token_use(expiring.secret)
        assert [one.works for one in tokens_of(uma)] == [True, False]
    User.objects.filter(pk=uma.pk).update(is_active=False)
    with pytest.raises(BadToken):
        token_use(other.secret)


def test_the_last_use_is_known_by_the_day() -> None:
    uma = person("uma")
    token = made(uma)
    assert token_get(token.id, for_user=uma).last_used is None
    token_use(token.secret)
    assert token_get(token.id, for_user=uma).last_used == today()


def test_nobody_ends_or_reads_the_token_of_somebody_else() -> None:
    uma, other = person("uma"), person("other")
    token = made(uma)
    for attempt in (lambda: token_revoke(public_id=token.id, by=other), lambda: token_get(token.id, for_user=other)):
        with pytest.raises(NoSuchToken):
            attempt()
    assert token_use(token.secret).person == uma


def test_each_has_a_name_something_it_opens_and_an_end() -> None:
    uma = person("uma")
    with pytest.raises(Invalid) as caught:
        token_create(by=uma, name=" \x00", scopes=(), days=10_000)
    assert set(caught.value.fields) == {"name", "scopes", "days"}
    for _ in range(MOST_TOKENS):
        made(uma)
    with pytest.raises(TooManyTokens):
        made(uma)


@given(st.one_of(st.text(), st.text().map(lambda text: TOKEN_HEAD + text)))
def test_whatever_is_sent_opens_nothing(secret: str) -> None:
    with pytest.raises(BadToken):
        token_use(secret)
