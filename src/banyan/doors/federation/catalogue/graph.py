"""The node's catalogue in DCAT-AP 3.0.1.

A dataset is all that is published of one kind, and one is everything together: that is what somebody would download. A
single need or offer is no dataset; it is found by the search, by JSON-LD and by OAI-PMH, which the catalogue names as
services.
"""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.utils.translation import override
from rdflib import DCAT, DCTERMS, FOAF, RDF, RDFS, XSD, BNode, Graph, Literal, Namespace, URIRef

from banyan.domain.listings.types import Kind, label
from banyan.doors.federation.asking import address
from banyan.doors.federation.catalogue.rights import LICENCE, RIGHTS
from banyan.doors.federation.dump.describing import LINES, TABLE
from banyan.doors.federation.dump.keeping import Dump

_HYDRA = Namespace("http://www.w3.org/ns/hydra/core#")
_VCARD = Namespace("http://www.w3.org/2006/vcard/ns#")
_SPDX = Namespace("http://spdx.org/rdf/terms#")
_MEDIA = "http://www.iana.org/assignments/media-types/"
_FILE_TYPE = "http://publications.europa.eu/resource/authority/file-type/"
_PACKED = "http://www.iana.org/assignments/media-types/application/gzip"
#: Name, media type and the EU's code of the files of a dump.
_DUMPED = ((LINES, "JSON Lines", "application/jsonl", "JSONL"), (TABLE, "CSV", "text/csv", "CSV"))
#: Address, name, media type and the EU's code of each form that a dataset is given in.
_FORMS = (
    ("listings_csv", "CSV", "text/csv", "CSV"),
    ("listings_jsonl", "JSON Lines", "application/jsonl", "JSONL"),
    ("listings_xlsx", "XLSX", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "XLSX"),
)


def catalogue(*, changed: datetime, dump: Dump | None = None) -> Graph:
    """The whole catalogue; ``changed`` is when anything that is public changed last, ``dump`` the newest one."""
    graph = Graph()
    graph.bind("dcat", DCAT)
    graph.bind("dct", DCTERMS)
    graph.bind("vcard", _VCARD)
    graph.bind("hydra", _HYDRA)
    graph.bind("spdx", _SPDX)
    home = URIRef(address("catalogue"))
    publisher = _publisher(graph)
    said = f"What people need, offer and help with on {settings.BANYAN_NODE_NAME}, for everybody to use."
    graph.add((home, RDF.type, DCAT.Catalog))
    graph.add((home, DCTERMS.title, Literal(f"{settings.BANYAN_NODE_NAME}: open data", lang="en")))
    graph.add((home, DCTERMS.description, Literal(said, lang="en")))
    graph.add((home, DCTERMS.publisher, publisher))
    graph.add((home, DCTERMS.modified, Literal(changed.isoformat(), datatype=XSD.dateTime)))
    graph.add((home, DCTERMS.license, _typed(graph, LICENCE, DCTERMS.LicenseDocument)))
    graph.add((home, FOAF.homepage, _typed(graph, address("home"), FOAF.Document)))
    with override("en"):
        datasets = [_dataset(graph, "", "All listings", publisher, changed)]
        datasets += [_dataset(graph, kind.value, str(label(kind)), publisher, changed) for kind in Kind]
    for one in datasets:
        graph.add((home, DCAT.dataset, one))
    if dump is not None:
        _dumped(graph, datasets[0], dump)
    graph.add((home, DCAT.service, _harvesting(graph, datasets[0])))
    _one_page(graph, len(datasets))
    return graph


def _dataset(graph: Graph, kind: str, name: str, publisher: URIRef, changed: datetime) -> URIRef:
    query = f"?kinds={kind}" if kind else ""
    one = URIRef(f"{address('catalogue')}/{kind or 'all'}")
    about = f"Everything of this kind that is published on {settings.BANYAN_NODE_NAME}: {name}."
    graph.add((one, RDF.type, DCAT.Dataset))
    graph.add((one, DCTERMS.identifier, Literal(str(one))))
    graph.add((one, DCTERMS.title, Literal(f"{settings.BANYAN_NODE_NAME}: {name}", lang="en")))
    graph.add((one, DCTERMS.description, Literal(about, lang="en")))
    graph.add((one, DCTERMS.publisher, publisher))
    graph.add((one, DCTERMS.modified, Literal(changed.isoformat(), datatype=XSD.dateTime)))
    graph.add((one, DCAT.landingPage, _typed(graph, address("search") + query, FOAF.Document)))
    graph.add((one, DCAT.keyword, Literal(name, lang="en")))
    graph.add((one, DCAT.contactPoint, _contact(graph)))
    for view, form, media, code in _FORMS:
        graph.add((one, DCAT.distribution, _distribution(graph, address(view) + query, f"{name}, {form}", media, code)))
    return one


def _distribution(graph: Graph, where: str, title: str, media: str, code: str) -> URIRef:
    one = URIRef(f"{where}#file")
    rights = BNode()
    graph.add((rights, RDF.type, DCTERMS.RightsStatement))
    graph.add((rights, RDFS.label, Literal(RIGHTS, lang="en")))
    graph.add((one, RDF.type, DCAT.Distribution))
    graph.add((one, DCTERMS.title, Literal(title, lang="en")))
    graph.add((one, DCTERMS.rights, rights))
    graph.add((one, DCAT.accessURL, _typed(graph, where, RDFS.Resource)))
    graph.add((one, DCAT.downloadURL, _typed(graph, where, RDFS.Resource)))
    graph.add((one, DCAT.mediaType, _typed(graph, _MEDIA + media, DCTERMS.MediaType)))
    graph.add((one, DCTERMS["format"], _typed(graph, _FILE_TYPE + code, DCTERMS.MediaTypeOrExtent)))
    return one


def _dumped(graph: Graph, dataset: URIRef, dump: Dump) -> None:
    """The files of the nightly dump, at the address that stays; their sums are those of the newest."""
    files = {file.name: file for file in dump.files}
    for name, form, media, code in _DUMPED:
        one = _distribution(graph, address("dump_latest", name), f"All of it each night, {form}, packed", media, code)
        graph.add((one, DCAT.compressFormat, _typed(graph, _PACKED, DCTERMS.MediaType)))
        graph.add((one, DCAT.byteSize, Literal(files[name].size, datatype=XSD.nonNegativeInteger)))
        graph.add((one, DCTERMS.modified, Literal(dump.made.isoformat(), datatype=XSD.dateTime)))
        sum_ = BNode()
        graph.add((sum_, RDF.type, _SPDX.Checksum))
        graph.add((sum_, _SPDX.algorithm, _typed(graph, str(_SPDX.checksumAlgorithm_sha256), _SPDX.ChecksumAlgorithm)))
        graph.add((sum_, _SPDX.checksumValue, Literal(files[name].sha256, datatype=XSD.hexBinary)))
        graph.add((one, _SPDX.checksum, sum_))
        graph.add((dataset, DCAT.distribution, one))


def _harvesting(graph: Graph, dataset: URIRef) -> URIRef:
    """OAI-PMH, the way to all records and their deletions."""
    one = URIRef(f"{address('oai')}#service")
    graph.add((one, RDF.type, DCAT.DataService))
    graph.add((one, DCTERMS.title, Literal("OAI-PMH 2.0", lang="en")))
    graph.add((one, DCAT.endpointURL, _typed(graph, address("oai"), RDFS.Resource)))
    described = f"{address('oai')}?verb=Identify"
    graph.add((one, DCAT.endpointDescription, _typed(graph, described, RDFS.Resource)))
    graph.add((one, DCAT.servesDataset, dataset))
    return one


def _publisher(graph: Graph) -> URIRef:
    one = URIRef(f"{address('home')}#node")
    graph.add((one, RDF.type, FOAF.Agent))
    graph.add((one, FOAF.name, Literal(settings.BANYAN_NODE_NAME)))
    return one


def _contact(graph: Graph) -> URIRef:
    one = URIRef(f"{address('home')}#contact")
    graph.add((one, RDF.type, _VCARD.Kind))
    graph.add((one, RDF.type, _VCARD.Organization))
    graph.add((one, _VCARD.fn, Literal(settings.BANYAN_NODE_NAME)))
    if settings.BANYAN_CONTACT:
        graph.add((one, _VCARD.hasEmail, URIRef(f"mailto:{settings.BANYAN_CONTACT}")))
    return one


def _one_page(graph: Graph, count: int) -> None:
    """All there is stands on one page; consumers that page look for the next one and find none."""
    here = URIRef(f"{address('catalogue')}#page")
    graph.add((here, RDF.type, _HYDRA.PagedCollection))
    graph.add((here, _HYDRA.totalItems, Literal(count)))
    graph.add((here, _HYDRA.itemsPerPage, Literal(count)))
    graph.add((here, _HYDRA.firstPage, URIRef(address("catalogue"))))
    graph.add((here, _HYDRA.lastPage, URIRef(address("catalogue"))))


def _typed(graph: Graph, where: str, type_: URIRef) -> URIRef:
    one = URIRef(where)
    graph.add((one, RDF.type, type_))
    return one
