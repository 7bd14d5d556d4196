from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from pyshacl import validate
from rdflib import DCAT, DCTERMS, RDF, SH, SKOS, Graph, URIRef
from tests.cast import Cast
from tests.doors.federation.oai.asking import STANDARDS
from tests.factories.listings import published

from banyan.domain.listings.types import Kind
from banyan.domain.taxonomy.selectors import sdgs
from banyan.doors.federation.dump.keeping import dump_make

_SHAPES = STANDARDS / "dcat-ap-3.0.1-SHACL.ttl"
pytestmark = pytest.mark.django_db


def read(client: Client, where: str, form: str = "turtle", accept: str = "*/*") -> Graph:
    answer = client.get(where, HTTP_ACCEPT=accept)
    assert answer.status_code == 200
    assert answer["Content-Type"].startswith("text/turtle" if form == "turtle" else "application/ld+json")
    return Graph().parse(data=answer.content, format=form)


def test_each_kind_is_a_dataset_whose_files_can_be_fetched(client: Client, cast: Cast) -> None:
    published(cast.kofi, Kind.OFFER)
    graph = read(client, "/catalog")
    assert len(set(graph.subjects(RDF.type, DCAT.Dataset))) == len(Kind) + 1
    files = [str(where) for where in graph.objects(None, DCAT.downloadURL)]
    assert len(files) == 3 * (len(Kind) + 1)
    for where in files:
        assert client.get(where.removeprefix(settings.BANYAN_URL)).status_code == 200, where


def test_the_nightly_dump_is_named_with_its_sums(client: Client, cast: Cast, dump_folder: Path) -> None:
    published(cast.kofi, Kind.OFFER)
    made = dump_make()
    graph = read(client, "/catalog")
    for name in ("listings.jsonl.gz", "listings.csv.gz"):
        one = URIRef(f"{settings.BANYAN_URL}/data/latest/{name}#file")
        (sum_,) = graph.objects(one, URIRef("http://spdx.org/rdf/terms#checksum"))
        (value,) = graph.objects(sum_, URIRef("http://spdx.org/rdf/terms#checksumValue"))
        assert str(value) == hashlib.sha256((made / name).read_bytes()).hexdigest()
        assert (URIRef(f"{settings.BANYAN_URL}/catalog/all"), DCAT.distribution, one) in graph


def test_both_forms_say_the_same_by_suffix_and_by_preference(client: Client) -> None:
    turtle = read(client, "/catalog.ttl")
    titles = {str(one) for one in turtle.objects(None, DCTERMS.title)}
    for where, accept in (("/catalog.jsonld", "*/*"), ("/catalog", "application/ld+json")):
        assert {str(one) for one in read(client, where, "json-ld", accept).objects(None, DCTERMS.title)} == titles


@pytest.mark.skipif(not _SHAPES.exists(), reason="EXCHANGE_STANDARDS names no folder with the shapes of DCAT-AP")
def test_it_conforms_to_the_shapes_of_dcat_ap(client: Client, cast: Cast) -> None:
    published(cast.kofi, Kind.OFFER)
    dump_make()
    shapes = Graph().parse(_SHAPES)
    for shape, named in list(shapes.subject_objects(SH.property)):
        if (named, SH.path, None) not in shapes:  # the published file names two shapes that are nowhere
            shapes.remove((shape, SH.property, named))
    graph = read(client, "/catalog")
    conforms, _graph, said = validate(graph, shacl_graph=shapes, advanced=False)
    assert conforms, said
    graph.remove((URIRef(f"{settings.BANYAN_URL}/catalog"), DCTERMS.title, None))
    assert not validate(graph, shacl_graph=shapes, advanced=False)[0]  # the judge is awake


def test_our_terms_are_skos_and_their_addresses_lead_to_them(client: Client) -> None:
    for scheme in ("sdg", "sector", "technology", "place", "trl"):
        turtle = read(client, f"/terms/{scheme}")
        assert set(turtle) and len(set(turtle.subjects(RDF.type, SKOS.Concept))) == len(
            set(read(client, f"/terms/{scheme}.jsonld", "json-ld").subjects(RDF.type, SKOS.Concept))
        )
    goals = read(client, "/terms/sdg.ttl")
    assert (
        URIRef(f"{settings.BANYAN_URL}/terms/sdg/6.1"),
        SKOS.exactMatch,
        URIRef("http://metadata.un.org/sdg/6.1"),
    ) in goals
    assert len(set(goals.subjects(RDF.type, SKOS.Concept))) == len(sdgs())
    assert client.get("/terms/sdg/6.1")["Location"] == "/terms/sdg"
    assert client.get("/terms/none").status_code == client.get("/terms/sdg/%0a").status_code == 404
