from __future__ import annotations

from django.http import FileResponse, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from banyan.base.errors import NotFound
from banyan.base.text import base_language
from banyan.domain.chapters.selectors import chapter_by_slug
from banyan.domain.listings.formats import json_ld
from banyan.domain.listings.policy import may_edit
from banyan.domain.listings.selectors import history, owner_side, visible_to
from banyan.domain.listings.types import Json, ListingView, State, Text, Vocabulary, codes, label, text
from banyan.domain.moderation.selectors import decision_about
from banyan.doors.web.listing import past, proof, words
from banyan.doors.web.listing.about import kept_back, unsaid
from banyan.doors.web.listing.rows import brief
from banyan.doors.web.listing.showing import sections
from banyan.doors.web.listing.told import ORIGINAL, languages_of, told
from banyan.doors.web.shell.requests import PageRequest, is_person, see_other, wants_linked_data
from banyan.practice.brokerage.selectors import listing_seen_by
from banyan.practice.brokerage.services import file_read, listing_read

#: Sections that stand before claims and reports from places.
_BEFORE_PROOF = frozenset({"trouble", "what", "maturity"})


@require_safe
def listing(request: PageRequest, public_id: str) -> HttpResponse:
    """One listing as its reader may see it. ``?in=fr`` asks for a translation, ``?in=original`` for the first words."""
    if wants_linked_data(request):
        return see_other(reverse("listing_linked", args=[public_id]))
    view = listing_read(public_id, by=request.user)
    wanted = request.GET.get("in", "")
    title, summary = told(view, "title", wanted), told(view, "summary", wanted)
    shown = sections(view, wanted)
    open_to_all = view.state is State.PUBLISHED
    context = {
        "view": view,
        "title": title,
        "summary": summary,
        "summary_line": brief(summary.text or title.text),
        "first": [one for one in shown if one.id in _BEFORE_PROOF],
        "rest": [one for one in shown if one.id not in _BEFORE_PROOF],
        "state_label": "" if open_to_all else label(view.state),
        "places": [words.term_word(Vocabulary.PLACE, code) for code in codes(view.values, "places")[:4]],
        "tongues": _languages(view, title.language),
        "foreign": base_language(view.language) != base_language(words.reader()),
        "open": open_to_all or view.inside,
        "ask": open_to_all and not owner_side(view.id, asker=request.user),
        "may_edit": _may_edit(request, view),
        "decision": decision_about(view.id, for_user=request.user) if view.state is State.REJECTED else "",
        "json_ld": _linked(request, view) if open_to_all else None,
        **_seen(request, view),
        "history": past.lines(history(view.id, for_user=request.user)) if view.inside else (),
        "unsaid": unsaid(view),
        "origin_url": _web(view.origin.url) if view.origin else "",
        "ask_there": _web(view.origin.url) if view.origin and not view.is_sample and open_to_all else "",
        **_proof(view),
        **_owner(view),
    }
    answer = render(request, "listing/one.html", context)
    patch_vary_headers(answer, ["Accept"])
    return answer


@require_safe
def attachment(request: PageRequest, attachment_id: str) -> FileResponse:
    """A file of a listing, always as a download that no browser runs."""
    file = file_read(attachment_id, by=request.user)
    answer = FileResponse(file.content, as_attachment=True, filename=file.name, content_type=file.content_type)
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer


def _linked(request: PageRequest, view: ListingView) -> dict[str, Json]:
    """The listing for search engines, with the page of who it says it is of."""
    whose = request.build_absolute_uri(reverse("organisation", args=[view.organisation])) if view.organisation else ""
    return json_ld(view, url=request.build_absolute_uri(request.path), organisation_url=whose)


def _seen(request: PageRequest, view: ListingView) -> dict[str, object]:
    """Who saw what is kept back, for those who answer for the listing and those who run the node."""
    if not is_person(request) or not view.inside:
        return {}
    try:
        return {"seen": past.glimpses(listing_seen_by(view.id, for_user=request.user)), "may_see_log": True}
    except NotFound:
        return {}


def _may_edit(request: PageRequest, view: ListingView) -> bool:
    row = visible_to(request.user).filter(public_id=view.id).first() if view.inside else None
    return row is not None and bool(may_edit(request.user, row))


def _languages(view: ListingView, current: str) -> list[tuple[str, str, bool, str]]:
    """Code, name, whether it is shown now, and the address of each language, the original first."""
    found = []
    for place, code in enumerate(languages_of(view)):
        query = f"?in={code if place else ORIGINAL}"
        found.append((code, words.language_word(code), code == current, query))
    return found


def _proof(view: ListingView) -> dict[str, object]:
    return {
        "claims": proof.claims(view),
        "in_use": proof.reports(view, "in_use"),
        "did_not_work": proof.reports(view, "did_not_work"),
    }


def _owner(view: ListingView) -> dict[str, object]:
    hidden: tuple[tuple[Text, Text], ...] = kept_back(view)
    return {
        "contact": text(view.values, "contact"),
        "page_url": _web(text(view.values, "url")),
        "chapter": chapter_by_slug(view.chapter).name if view.chapter else "",
        "hidden": hidden,
        "attachments": [
            {"name": one.name, "size": one.size, "url": reverse("attachment", args=[one.id])}
            for one in view.attachments
        ],
    }


def _web(address: str) -> str:
    """The address if a browser may follow it."""
    return address if address.startswith(("https://", "http://")) else ""
