"""Sitemaps: an index, the fixed pages, organisations and chapters, and listings in parts, with their translations."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe
from lxml import etree

from banyan.domain.chapters.selectors import chapters
from banyan.domain.listings.selectors import open_addresses, open_count
from banyan.domain.organisations.selectors import organisations
from banyan.doors.federation.asking import address

_MAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
_XHTML = "http://www.w3.org/1999/xhtml"
#: Addresses in one part; the protocol allows 50,000 and 50 MB.
PART = 5000
_MOST_OTHERS = 45_000
_FIXED = ("home", "search", "about", "organisations", "chapters", "failing", "privacy", "data")


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The index of all parts."""
    made = etree.Element(f"{{{_MAP}}}sitemapindex", nsmap={"s": _MAP})
    parts = max(1, -(-open_count() // PART))
    where = [address("sitemap_pages"), *(address("sitemap_listings", str(part)) for part in range(1, parts + 1))]
    for one in where:
        etree.SubElement(etree.SubElement(made, f"{{{_MAP}}}sitemap"), f"{{{_MAP}}}loc").text = one
    return _answer(made)


@require_safe
def pages(request: HttpRequest) -> HttpResponse:
    """Fixed pages, organisations, chapters."""
    made = _urlset()
    for name in _FIXED:
        _url(made, address(name))
    for slug in chapters().values_list("slug", flat=True):
        _url(made, address("chapter", slug))
    for slug in organisations().values_list("slug", flat=True)[:_MOST_OTHERS]:
        _url(made, address("organisation", slug))
    return _answer(made)


@require_safe
def listings(request: HttpRequest, part: int) -> HttpResponse:
    """Published listings by id; each in its languages."""
    rows = open_addresses(start=(part - 1) * PART, size=PART) if 0 < part <= 2000 else []
    if not rows and part != 1:
        raise Http404
    made = _urlset()
    for row in rows:
        where = address("listing", row.id)
        one = _url(made, where, row.changed.strftime("%Y-%m-%dT%H:%M:%SZ"))
        if row.translated:
            _alternate(one, row.language, where)
            for code in row.translated:
                _alternate(one, code, f"{where}?in={code}")
    return _answer(made)


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Where the sitemap is, and what is no use to search engines."""
    hidden = ("/admin/", "/account/", "/export/", "/oai", "/api/")
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in hidden), "", f"Sitemap: {address('sitemap')}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


def _urlset() -> etree._Element:
    return etree.Element(f"{{{_MAP}}}urlset", nsmap={"s": _MAP, "xhtml": _XHTML})


def _url(made: etree._Element, where: str, changed: str = "") -> etree._Element:
    one = etree.SubElement(made, f"{{{_MAP}}}url")
    etree.SubElement(one, f"{{{_MAP}}}loc").text = where
    if changed:
        etree.SubElement(one, f"{{{_MAP}}}lastmod").text = changed
    return one


def _alternate(one: etree._Element, language: str, where: str) -> None:
    etree.SubElement(one, f"{{{_XHTML}}}link", rel="alternate", hreflang=language, href=where)


def _answer(made: etree._Element) -> HttpResponse:
    content = etree.tostring(made, xml_declaration=True, encoding="UTF-8")
    return HttpResponse(content, content_type="application/xml", headers={"Cache-Control": "public, max-age=3600"})
