from __future__ import annotations

import threading

import pytest
from django.db import connection, transaction
from tests.cast import Cast, gather
from tests.doors.api.conftest import Of, Program
from tests.factories.listings import BY_KIND, draft, published

from banyan.base.clock import now, standing_at
from banyan.base.idempotency.models import KeptAnswer
from banyan.base.idempotency.services import KEPT_FOR, Answer, Given, StillGoing, forget_old, once
from banyan.domain.listings.models import Listing
from banyan.domain.listings.types import Kind

DRAFT = {"kind": "offer", "fields": BY_KIND[Kind.OFFER]}


def test_a_draft_is_made_changed_and_published(cast: Cast, of: Of) -> None:
    program = of(cast.kofi)
    made = program.post("/listings", DRAFT)
    assert made.status_code == 201
    assert made["Location"].endswith(made.json()["id"])
    path = f"/listings/{made.json()['id']}"
    changed = program.patch(path, {"fields": {"title": "A better dryer", "trl": None}}, If_Match=made["ETag"])
    assert (changed.status_code, changed.json()["title"], "trl" in changed.json()["fields"]) == (
        200,
        "A better dryer",
        False,
    )
    shown = program.post(f"{path}/steps", {"verb": "publish"}, If_Match=changed["ETag"])
    assert (shown.status_code, shown.json()["state"]) == (200, "published")
    assert program.post(f"{path}/steps", {"verb": "publish"}).status_code == 409
    assert program.post(f"{path}/steps", {"verb": "withdraw"}).json()["state"] == "withdrawn"


def test_newer_words_are_never_overwritten(cast: Cast, of: Of) -> None:
    program, path = of(cast.kofi), f"/listings/{published(cast.kofi, Kind.OFFER).id}"
    known = program.get(path)["ETag"]
    assert program.patch(path, {"fields": {"title": "Mine"}}, If_Match=known).status_code == 200
    late = program.patch(path, {"fields": {"title": "Too late"}}, If_Match=known)
    assert (late.status_code, late.json()["code"]) == (412, "stale")
    assert program.post(f"{path}/steps", {"verb": "pause"}, If_Match=known).status_code == 412
    assert program.patch(path, {"fields": {"title": "No version"}}).status_code == 428
    for odd in ('"x"', "-1", '"99999999999999999999"', "W/"):
        assert program.patch(path, {"fields": {"title": "Odd"}}, If_Match=odd).status_code == 400
    assert program.get(path).json()["title"] == "Mine"
    assert program.patch(path, {"fields": {"title": "Whatever"}}, If_Match="*").status_code == 200


def test_strangers_change_nothing(cast: Cast, of: Of) -> None:
    offer, hidden = published(cast.kofi, Kind.OFFER).id, draft(cast.amina).id
    program = of(cast.uma)
    assert program.patch(f"/listings/{offer}", {"fields": {"title": "x"}}, If_Match="*").status_code == 403
    assert program.patch(f"/listings/{hidden}", {"fields": {"title": "x"}}, If_Match="*").status_code == 404
    assert program.post(f"/listings/{offer}/steps", {"verb": "withdraw"}).status_code == 403
    assert program.post(f"/listings/{hidden}/steps", {"verb": "publish"}).status_code == 404


def test_the_first_listing_of_somebody_new_is_read_first(cast: Cast, of: Of) -> None:
    program = of(cast.uma)
    made = program.post("/listings", {"kind": "need", "fields": BY_KIND[Kind.NEED]}).json()
    assert program.post(f"/listings/{made['id']}/steps", {"verb": "publish"}).json()["state"] == "in_review"


def test_answers_of_another_type_are_refused_by_name(cast: Cast, of: Of) -> None:
    wrong = {"title": 5, "places": "KE", "trl": "8", "trl_date": 2024, "claims": [{"what": 1}], "colour": "red"}
    refused = of(cast.kofi).post("/listings", {"kind": "offer", "fields": wrong})
    assert refused.status_code == 422
    assert set(refused.json()["errors"]) == set(wrong) - {"colour"}
    assert not Listing.objects.exists()


def test_the_same_request_twice_is_done_once(cast: Cast, of: Of) -> None:
    program = of(cast.kofi)
    first = program.post("/listings", DRAFT, Idempotency_Key="k-1")
    again = program.post("/listings", DRAFT, Idempotency_Key="k-1")
    assert (again.status_code, again.content, again["ETag"]) == (201, first.content, first["ETag"])
    assert again["Idempotency-Replayed"] == "true"
    other = program.post("/listings", {**DRAFT, "kind": "service"}, Idempotency_Key="k-1")
    assert (other.status_code, other.json()["code"]) == (422, "idempotency_key_reused")
    assert program.post("/listings", DRAFT, Idempotency_Key="a key").status_code == 422
    assert Listing.objects.count() == 1
    assert of(cast.mei).post("/listings", DRAFT, Idempotency_Key="k-1").json()["id"] != first.json()["id"]


def test_what_failed_may_be_tried_again_with_its_key(cast: Cast, of: Of) -> None:
    program = of(cast.kofi)
    assert program.post("/listings", {"kind": "offer", "fields": {"trl": 99}}, Idempotency_Key="k").status_code == 422
    assert program.post("/listings", DRAFT, Idempotency_Key="k").status_code == 201
    with standing_at(now() + KEPT_FOR):
        assert forget_old() == 1
    assert not KeptAnswer.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_while_the_first_is_worked_on_the_second_is_told_so() -> None:
    gather()
    heard: list[Given | StillGoing] = []

    def second() -> None:
        try:
            heard.append(once(who="usr", key="k", fingerprint="f", make=lambda: Answer(200, "second")))
        except StillGoing as error:
            heard.append(error)
        finally:
            connection.close()

    def first() -> Answer:
        thread = threading.Thread(target=second)
        thread.start()
        thread.join()
        return Answer(200, "first")

    with transaction.atomic():
        assert once(who="usr", key="k", fingerprint="f", make=first).answer.body == "first"
    assert [type(one) for one in heard] == [StillGoing]
    assert once(who="usr", key="k", fingerprint="f", make=first).again


def test_visitors_write_nothing(visitor: Program, cast: Cast) -> None:
    refused = visitor.post("/listings", DRAFT)
    assert (refused.status_code, refused["WWW-Authenticate"]) == (401, 'Bearer realm="banyan"')
