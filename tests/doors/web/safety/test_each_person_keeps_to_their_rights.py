"""What each of the standing cast may not do, by address, whatever the pages offer them."""

from __future__ import annotations

import pytest
from django.test import Client
from tests.cast import PROVIDER, SEEKER, Cast
from tests.doors.web.reading import signed_in
from tests.factories.listings import draft, published

from banyan.domain.accounts.policy import SignedIn
from banyan.domain.accounts.selectors import user_by_id
from banyan.domain.listings.selectors import listing_get
from banyan.domain.listings.types import Kind, State
from banyan.domain.organisations.selectors import members, organisation_by_slug

STEPS = ("pause", "resume", "confirm", "revive", "archive", "withdraw", "rework")


def state_of(public_id: str, owner: SignedIn) -> State:
    return listing_get(public_id, for_user=owner).state


def test_nobody_without_a_part_in_it_changes_a_listing(cast: Cast) -> None:
    open_one = published(cast.kofi, Kind.OFFER).id
    begun = draft(cast.kofi, Kind.OFFER).id
    for client in (Client(), signed_in(cast.uma), signed_in(cast.mei), signed_in(cast.amina)):
        for one, state in ((open_one, State.PUBLISHED), (begun, State.DRAFT)):
            for step in STEPS:
                assert client.post(f"/listing/{one}/do/{step}/", {"sure": "1"}).status_code in {302, 403, 404}
            client.post(f"/listing/{one}/publish/")
            client.post(f"/mine/review/{one}/", {"approve": "1"})
            client.post(f"/mine/review/{one}/", {"reason": "spam"})
            client.post(f"/listing/{one}/edit/", {"title": "Taken over", "version": "1", "seen": "{}"})
            client.post(f"/listing/{one}/edit/", {"title": "Taken over", "version": "1", "seen": "{}", "auto": "1"})
            view = listing_get(one, for_user=cast.kofi)
            assert (view.state, view.title) == (state, "Dryer that runs on the sun and a small fan")
        assert client.get(f"/listing/{begun}/").status_code == 404
        assert client.get(f"/need/{begun}/answers/").status_code == 404
        assert client.get(f"/compare/?id={begun}&id={open_one}").content.count(begun.encode()) <= 3


@pytest.mark.parametrize("who", ["sami", "rosa", "noor"])
def test_nothing_is_published_until_its_writer_says_so(cast: Cast, who: str) -> None:
    begun = draft(cast.amina).id
    client = signed_in(getattr(cast, who))
    client.post(f"/mine/review/{begun}/", {"approve": "1"})
    client.post(f"/listing/{begun}/publish/")
    assert state_of(begun, cast.amina) is State.DRAFT


def test_organisations_are_changed_by_their_administrators_alone(cast: Cast) -> None:
    provider = organisation_by_slug(PROVIDER)
    before = sorted((one.user_id, one.role) for one in members(provider))
    for client in (Client(), signed_in(cast.uma), signed_in(cast.mei), signed_in(cast.amina), signed_in(cast.sami)):
        page = f"/organisations/{PROVIDER}/"
        assert client.get(f"{page}members/").status_code in {302, 403}
        client.post(f"{page}members/", {"add": "1", "email": "uma@example.org", "role": "admin"})
        client.post(f"{page}members/", {"user": cast.mei.public_id, "role": "admin"})
        client.post(f"{page}members/", {"user": cast.mei.public_id, "remove": "1"})
        client.post(
            f"{page}edit/", {"name": "Taken over", "kind": "company", "country": "KE", "version": provider.version}
        )
    assert sorted((one.user_id, one.role) for one in members(provider)) == before
    assert organisation_by_slug(PROVIDER).name == provider.name


def test_nobody_posts_for_an_organisation_they_do_not_act_for(cast: Cast) -> None:
    begun = draft(cast.uma, Kind.OFFER).id
    view = listing_get(begun, for_user=cast.uma)
    form = {"organisation": SEEKER, "title": view.title, "version": view.version, "seen": "{}", "theirs": []}
    signed_in(cast.uma).post(f"/listing/{begun}/edit/", form)
    assert listing_get(begun, for_user=cast.uma).organisation == ""


def test_only_the_node_administrator_enters_the_admin_and_removes_samples(cast: Cast) -> None:
    for client in (Client(), *(signed_in(one) for one in (cast.uma, cast.kofi, cast.sami, cast.rosa))):
        assert client.get("/admin/", follow=False).status_code == 302
        assert client.get("/admin/listings/listing/").status_code == 302
        assert client.post("/sample/", {"sure": "1"}).status_code == 403


def test_no_sign_in_and_no_language_leads_away(cast: Cast) -> None:
    user_by_id(cast.uma.public_id).set_password("a long enough pass")
    for away in (
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example",
        "javascript:alert(1)",
        "https:evil.example",
    ):
        answer = signed_in(cast.uma).get("/account/login/", {"next": away})
        assert "evil" not in answer.headers.get("Location", "")
        answer = Client().post("/language/setlang/", {"language": "fr", "next": away}, headers={"Referer": away})
        assert "evil" not in answer.headers.get("Location", "")
        assert "javascript" not in answer.headers.get("Location", "")


def test_nobody_tries_many_addresses_for_accounts(cast: Cast) -> None:
    client = signed_in(cast.kofi)
    page = f"/organisations/{PROVIDER}/members/"
    for number in range(31):
        client.post(page, {"add": "1", "email": f"nobody{number}@example.org", "role": "member"})
    client.post(page, {"add": "1", "email": "uma@example.org", "role": "member"})
    assert cast.uma.pk not in {one.user_id for one in members(organisation_by_slug(PROVIDER))}


def test_a_visitor_cannot_fill_the_session_table(db: None) -> None:
    client = Client()
    answer = client.post("/offer/new/", {"token": "t", "title": "A dryer", "how_it_works": "x" * 2_000_000})
    assert answer.status_code == 422
    assert len(str(dict(client.session))) < 1_000_000
    begun = client.post("/offer/new/", {"token": "u", "title": "A dryer", "how_it_works": "Air."})
    again = client.post(
        begun.headers["Location"], {"version": "1", "title": "A dryer", "how_it_works": "x" * 2_000_000}
    )
    assert again.status_code == 422
    assert len(str(dict(client.session))) < 1_000_000
