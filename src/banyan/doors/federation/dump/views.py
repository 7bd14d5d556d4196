"""The page of open data, and the files of the dumps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from banyan.base.limits.services import Limit, use
from banyan.doors.federation.asking import address, who
from banyan.doors.federation.catalogue.rights import LICENCE
from banyan.doors.federation.dump.errors import NoSuchDump
from banyan.doors.federation.dump.keeping import FILES, dumps, file_of, latest, moment_of
from banyan.doors.federation.dump.sending import send
from banyan.doors.federation.dump.signing import fingerprint, public_pem
from banyan.doors.federation.dump.writing import KEY, SIGNATURE, SUMS

_FETCHED = Limit("dump", times=1200, seconds=3600)
_TYPES = {"gz": "application/gzip", "json": "application/json", "pem": "application/x-pem-file"}
_OPEN = {"Access-Control-Allow-Origin": "*", "X-Content-Type-Options": "nosniff"}


@dataclass(frozen=True, slots=True)
class Way:
    """One way out: its name, what it is for, and an example that can be opened."""

    name: str | Promise
    words: str | Promise
    example: str


@require_safe
def data(request: HttpRequest) -> HttpResponse:
    """What can be taken from here, and how."""
    found = dumps()
    context = {
        "newest": found[0] if found else None,
        "older": found[1:],
        "made_here": settings.BANYAN_DUMPS > 0,
        "ways": ways(),
        "licence": LICENCE,
        "key": fingerprint(public_pem()) if found else "",
        "fetch": "\n".join([*(f"curl -LO {address('dump_latest', one)}" for one in FILES), *_CHECKED]),
    }
    return render(request, "federation/data.html", context)


@require_safe
def file(request: HttpRequest, name: str, file: str) -> HttpResponseBase:
    """A file of a dump, which never changes under its name."""
    use(_FETCHED, who=who(request))
    found = file_of(name, file)
    try:
        answer = send(
            request,
            found,
            etag=f'"{name}-{file}"',
            changed=moment_of(name),
            content_type=_TYPES.get(
                file.rpartition(".")[2], "application/octet-stream" if file == SIGNATURE else _PLAIN
            ),
        )
    except FileNotFoundError as error:
        raise NoSuchDump from error
    answer["Cache-Control"] = "public, max-age=86400, no-transform"
    answer["Content-Disposition"] = f'attachment; filename="{file}"'
    answer["X-Robots-Tag"] = "noindex"
    for header, said in _OPEN.items():
        answer[header] = said
    return answer


@require_safe
def newest(request: HttpRequest, file: str) -> HttpResponse:
    """The way to the same file of the newest dump."""
    use(_FETCHED, who=who(request))
    if file not in FILES:
        raise NoSuchDump()
    where = reverse("dump_file", args=[latest(), file])
    return HttpResponseRedirect(where, headers={**_OPEN, "Cache-Control": "no-cache"})


@require_safe
def key(request: HttpRequest) -> HttpResponse:
    """The public half of the key that signs dumps."""
    return HttpResponse(
        public_pem(), content_type=_TYPES["pem"], headers={**_OPEN, "Cache-Control": "public, max-age=300"}
    )


def ways() -> Sequence[Way]:
    """All doors for other systems."""
    return (
        Way(
            "OAI-PMH 2.0",
            _("Harvest all records, with deletions."),
            f"{address('oai')}?verb=ListRecords&metadataPrefix=oai_dc",
        ),
        Way(_("API"), _("Read, search and write by program."), settings.BANYAN_URL + "/api/v1/listings"),
        Way(
            _("Changes"),
            _("What changed since a moment, to keep a copy up to date."),
            settings.BANYAN_URL + "/api/v1/changes",
        ),
        Way("CSV, XLSX, JSON Lines", _("Any search as a table."), f"{address('listings_csv')}?kinds=need"),
        Way("Atom", _("What is new in any search, for feed readers."), f"{address('listings_feed')}?kinds=offer"),
        Way("DCAT-AP", _("The catalogue of what is open here, for data portals."), address("catalogue_ttl")),
        Way("SKOS", _("Our classes and goals as linked data."), f"{address('terms_linked', 'technology')}.ttl"),
        Way("Sitemap", _("All public pages."), address("sitemap")),
    )


_PLAIN = "text/plain; charset=utf-8"
_CHECKED = (
    "sha256sum -c SHA256SUMS",
    f"openssl pkeyutl -verify -pubin -inkey {KEY} -rawin -in {SUMS} -sigfile {SIGNATURE}",
)
