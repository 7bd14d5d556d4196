"""OAI-PMH 2.0 over HTTP: one address, GET and POST, always an XML document."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime

from django.http import HttpRequest, HttpResponse, QueryDict
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe
from lxml import etree

from banyan.base.errors import TooMany
from banyan.base.limits.services import Limit, use
from banyan.domain.listings.selectors import settled
from banyan.doors.federation.asking import address, who
from banyan.doors.federation.oai.arguments import arguments_of, check, verb_of
from banyan.doors.federation.oai.errors import Code, Refused
from banyan.doors.federation.oai.records import OAI, XSI
from banyan.doors.federation.oai.schema import document
from banyan.doors.federation.oai.verbs import ANSWERS, Asked

#: A harvest of a million records is ten thousand requests.
_ASKED = Limit("oai", times=20_000, seconds=3600)
_WHERE = f"{OAI} {OAI}OAI-PMH.xsd"
#: What the schema of the standard lets stand in the attributes of ``request``.
_ECHOED = {
    "identifier": re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:[A-Za-z0-9\-_.!~*'();/?:@&=+$,]+\Z"),
    "metadataPrefix": re.compile(r"[A-Za-z0-9\-_.!~*'()]+\Z"),
    "set": re.compile(r"[A-Za-z0-9\-_.!~*'()]+(:[A-Za-z0-9\-_.!~*'()]+)*\Z"),
}
_FRAME = f'<OAI-PMH xmlns="{OAI}" xmlns:xsi="{XSI}"/>'.encode()
_SILENT = frozenset({Code.VERB, Code.ARGUMENT})


@csrf_exempt  # it reads only, and harvesters have no cookies
@require_http_methods(["GET", "HEAD", "POST"])
def oai(request: HttpRequest) -> HttpResponse:
    """Answers one request of a harvester."""
    try:
        use(_ASKED, who=who(request))
    except TooMany as error:  # 503 is how the standard asks a harvester to wait
        wait = {"Retry-After": str(error.retry_after)}
        return HttpResponse(str(error.sentence), status=503, headers=wait, content_type="text/plain; charset=utf-8")
    moment = settled().replace(microsecond=0)
    sent = request.POST if request.method == "POST" else request.GET
    content = etree.tostring(_answered(sent, moment), xml_declaration=True, encoding="UTF-8")
    return HttpResponse(content, content_type="text/xml; charset=utf-8", headers={"X-Robots-Tag": "noindex"})


@require_safe
def schema(request: HttpRequest) -> HttpResponse:
    """The XML Schema of the prefix ``banyan``."""
    return HttpResponse(document(), content_type="application/xml", headers={"Cache-Control": "public, max-age=3600"})


def _answered(sent: QueryDict, moment: datetime) -> etree._Element:
    """The document. Its date is the moment up to which all changes are known, a few seconds back: a harvester that
    asks from there the next time has missed nothing."""
    given: Mapping[str, str] = {}
    try:
        given = arguments_of(sent)
        verb = verb_of(given)
        check(verb, given)
        return _document(given, moment, ANSWERS[verb](Asked(verb, given, moment)))
    except Refused as refused:
        error = etree.Element(f"{{{OAI}}}error", code=refused.code.value)
        error.text = refused.sentence
        return _document({} if refused.code in _SILENT else given, moment, error)


def _document(given: Mapping[str, str], moment: datetime, content: etree._Element) -> etree._Element:
    made = etree.fromstring(_FRAME)
    made.set(f"{{{XSI}}}schemaLocation", _WHERE)
    etree.SubElement(made, f"{{{OAI}}}responseDate").text = moment.strftime("%Y-%m-%dT%H:%M:%SZ")
    asked = etree.SubElement(made, f"{{{OAI}}}request")
    for name, said in given.items():
        shape = _ECHOED.get(name)
        if shape is None or shape.match(said):
            asked.set(name, said)
    asked.text = address("oai")
    made.append(content)
    return made
