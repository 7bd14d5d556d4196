from __future__ import annotations

from pathlib import Path
from urllib.parse import urlencode

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree
from tests.cast import CHAPTER, Cast
from tests.doors.federation.oai.asking import STANDARDS, standard
from tests.factories.listings import BY_KIND, published

from banyan.domain.listings.services import listing_translate, listing_withdraw
from banyan.domain.listings.types import Kind, TranslationStatus

pytestmark = pytest.mark.usefixtures("at_once")
needs_standard = pytest.mark.skipif(
    not (STANDARDS / "OAI-PMH.xsd").exists(), reason="EXCHANGE_STANDARDS names no folder with OAI-PMH.xsd"
)
_VERBS = ["Identify", "ListMetadataFormats", "ListSets", "ListIdentifiers", "ListRecords", "GetRecord"]
_NAMES = ["verb", "metadataPrefix", "identifier", "from", "until", "set", "resumptionToken"]
_SAID = st.one_of(
    st.sampled_from(
        [
            *_VERBS,
            "oai_dc",
            "banyan",
            "kind:offer",
            "chapter:",
            "2026-11-23",
            "2026-11-23T00:00:00Z",
            "oai:localhost-8000:lst_1",
        ]
    ),
    st.text(max_size=40),
)


@pytest.fixture
def listings(cast: Cast) -> None:
    """One of each kind with all sorts of answers, one translated, one withdrawn, one whose words tear at XML."""
    for kind in BY_KIND:
        published(cast.kofi, kind, chapter=CHAPTER, organisation="jua-dryers")
    odd = "a \u0007 < b & c ]]> \ud7ff \U0001f333 'q'"
    published(cast.kofi, Kind.OFFER, title=odd, summary=odd * 3)
    claims = [{"what": "yield", "value": 3.5, "unit": "t", "status": "claimed"}]
    one = published(cast.kofi, Kind.OFFER, claims=claims).id
    listing_translate(
        public_id=one, language="fr", texts={"title": "Oui"}, status=TranslationStatus.HUMAN, by=cast.kofi
    )
    listing_withdraw(public_id=published(cast.kofi, Kind.OFFER).id, by=cast.kofi)


@needs_standard
@pytest.mark.usefixtures("listings")
def test_each_verb_answers_by_the_schema_of_the_standard(
    client: Client, tmp_path_factory: pytest.TempPathFactory
) -> None:
    schema = standard(tmp_path_factory.mktemp("xsd"))
    for query in (
        "verb=Identify",
        "verb=ListMetadataFormats",
        "verb=ListSets",
        "verb=ListIdentifiers&metadataPrefix=oai_dc",
        "verb=ListRecords&metadataPrefix=oai_dc",
        "verb=ListRecords&metadataPrefix=banyan",
        "verb=ListRecords&metadataPrefix=banyan&set=kind:offer&from=2020-01-01",
        "verb=GetRecord&metadataPrefix=banyan&identifier=a b",
        "verb=nonsense",
    ):
        answer = client.get(f"/oai?{query}")
        schema.assertValid(etree.fromstring(answer.content))


@pytest.mark.usefixtures("listings")
@given(
    asked=st.lists(st.tuples(st.one_of(st.sampled_from(_NAMES), st.text(max_size=12)), _SAID), max_size=6),
    post=st.booleans(),
)
@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_request_breaks_it(
    client: Client, tmp_path_factory: pytest.TempPathFactory, asked: list[tuple[str, str]], post: bool
) -> None:
    sent = urlencode(asked, errors="surrogatepass")
    if post:
        answer = client.post("/oai", sent, content_type="application/x-www-form-urlencoded")
    else:
        answer = client.get(f"/oai?{sent}")
    assert answer.status_code == 200
    root = etree.fromstring(answer.content)
    if STANDARDS.joinpath("OAI-PMH.xsd").exists():
        standard(_folder(tmp_path_factory)).assertValid(root)


def _folder(factory: pytest.TempPathFactory) -> Path:
    folder = factory.getbasetemp() / "standard"
    folder.mkdir(exist_ok=True)
    return folder
