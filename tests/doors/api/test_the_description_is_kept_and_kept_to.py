"""The whole API tried from its own description, by a program that knows nothing else of it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, seed
from hypothesis import settings as hypothesis
from hypothesis import strategies as st
from pytest_django.fixtures import Settings
from schemathesis.checks import CHECKS
from schemathesis.core.result import Ok
from schemathesis.generation import GenerationMode
from tests.cast import Cast
from tests.doors.api.conftest import Of
from tests.factories.enquiries import sent
from tests.factories.listings import draft, published

from banyan.domain.listings.types import Kind
from banyan.doors.api.description import description, document, operations

KEPT = Path(__file__).parents[3] / "docs/reference/openapi.json"
#: Which check is not asked, and why.
NOT_ASKED = {
    "positive_data_acceptance": "a listing is judged by more than types: places that exist, dates that agree",
    "missing_required_header": "428 says what is missing, where a schema would say 400",
    "unsupported_method": "HEAD and OPTIONS are answered for every address",
}
#: So few in the suite; ``API_EXAMPLES=100`` tries longer.
EXAMPLES = int(os.environ.get("API_EXAMPLES", "5"))
PHASES = (Phase.explicit, Phase.generate)


def test_the_description_in_the_repository_is_the_one_that_is_served(client: Any) -> None:
    served = client.get("/api/v1/openapi.json")
    assert served.json() == description()
    assert KEPT.read_text(encoding="utf-8") == document(), "run: make docs"


def test_every_operation_tells_who_may_ask_and_what_can_go_wrong() -> None:
    assert description()["openapi"].startswith("3.1")
    for method, path, said in operations():
        answers = said["responses"]
        assert said["x-scope"], path
        assert {"token": []} in said["security"], path
        for status in ("400", "401", "403", "404", "409", "412", "415", "422", "429"):
            assert answers[status] == {"$ref": "#/components/responses/Problem"}, (method, path, status)


@pytest.fixture
def known(cast: Cast, settings: Settings) -> dict[str, str]:
    """Things that are there, so that not every address leads nowhere."""
    settings.BANYAN_API_VISITORS = settings.BANYAN_API_TOKENS = 1_000_000
    offer = published(cast.kofi, Kind.OFFER).id
    enquiry = sent(cast.amina, offer)
    return {"listing_id": draft(cast.kofi).id, "enquiry_id": enquiry, "slug": "jua-dryers"}


@pytest.mark.slow
@pytest.mark.parametrize("signed_in", [True, False], ids=["with a token", "as a visitor"])
@pytest.mark.parametrize("mode", GenerationMode, ids=lambda mode: f"{mode.value} data")
def test_every_answer_is_as_described(
    cast: Cast, of: Of, known: dict[str, str], signed_in: bool, mode: GenerationMode, program_inside: object
) -> None:
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", program_inside)
    headers = {"Accept-Encoding": "identity"}  # read as they are
    headers |= {"Authorization": f"Bearer {of(cast.kofi).token}"} if signed_in else {}
    asked = [check for check in CHECKS.get_all() if check.__name__ not in NOT_ASKED]
    failures: list[str] = []
    for found in schema.get_all_operations():
        assert isinstance(found, Ok)
        operation = found.ok()

        @seed(6)
        @hypothesis(max_examples=EXAMPLES, database=None, phases=PHASES, suppress_health_check=list(HealthCheck))
        @given(case=operation.as_strategy(generation_mode=mode), lead=st.booleans())
        def tried(case: Any, lead: bool) -> None:
            for name in (
                known.keys() & (case.path_parameters or {}).keys() if lead and mode is GenerationMode.POSITIVE else ()
            ):
                case.path_parameters[name] = known[name]
            case.validate_response(case.call(headers=headers), checks=asked, headers=headers)

        try:
            tried()
        except BaseExceptionGroup as error:
            failures += [f"{operation.label}: {getattr(one, 'title', '')}: {one!s:.600}" for one in error.exceptions]
        except AssertionError as error:
            failures.append(f"{operation.label}: {error}")
    assert not failures, "\n\n".join(failures)
