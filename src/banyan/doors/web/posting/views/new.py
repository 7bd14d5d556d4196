from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from banyan.base.limits.services import use
from banyan.domain.accounts.policy import SignedIn
from banyan.domain.listings.selectors import BY_NAME
from banyan.domain.listings.services import listing_create
from banyan.domain.listings.types import Kind
from banyan.doors.web.posting import files, limits
from banyan.doors.web.posting.forms import Answers, Errors, readable
from banyan.doors.web.posting.keeping import (
    Keeper,
    ListingKeeper,
    SessionKeeper,
    errors_of,
    keep_new,
    keep_unreadable,
    made_with,
    remember_made,
)
from banyan.doors.web.posting.large import gives_back_large
from banyan.doors.web.posting.understanding import Understand
from banyan.doors.web.posting.views import pages, saving
from banyan.doors.web.shell.requests import PageRequest

_HELP = (
    (Kind.SERVICE, gettext_lazy("Testing, evaluation, legal advice, market studies, engineering, brokerage.")),
    (Kind.FUNDING, gettext_lazy("Grants, loans, guarantees, equity, help in kind. Say who may apply.")),
    (Kind.FACILITY, gettext_lazy("A laboratory, test bed, workshop or pilot plant that others may use.")),
    (Kind.TRAINING, gettext_lazy("Courses for those who will build, run and repair what was chosen.")),
)
#: Choices about the listing, which alone make none.
_NO_WORDS = frozenset({"language", "organisation", "contact", "chapter"})


@gives_back_large
@require_http_methods(["GET", "POST"])
def offer_new(request: PageRequest, understand: Understand) -> HttpResponse:
    """A technology, described once."""
    return _new(request, Kind.OFFER, understand)


@require_safe
def help_new(request: PageRequest) -> HttpResponse:
    """First of all: which kind of help."""
    return render(request, "posting/help.html", {"kinds": _HELP})


@gives_back_large
@require_http_methods(["GET", "POST"])
def help_kind(request: PageRequest, kind: str, understand: Understand) -> HttpResponse:
    """Services, money, places to test, training."""
    if kind not in {str(one) for one, _what in _HELP}:
        raise Http404
    return _new(request, Kind(kind), understand)


def _new(request: PageRequest, kind: Kind, understand: Understand) -> HttpResponse:
    if request.method != "POST":
        return pages.blank_page(request, kind, pages.prefilled(request))
    token = request.POST.get("token", "")[:60]
    answers = pages.posted(request, kind)
    if earlier := made_with(request.session, token):
        return saving.save(request, _keeper(request, earlier), understand)
    if not _anything(request, answers):
        return _nothing_yet(request, kind, token)
    made, errors, twice = _make(request, kind, answers, token)
    if not made:
        return redirect("mine")
    if twice:  # it was saving itself when the button was pressed: what was sent last has all that was typed
        keeper = _keeper(request, made)
        if "auto" in request.POST:
            return saving.after(request, keeper, {}, understand)
        return saving.save(request, keeper, understand, newest=True)
    if made.startswith("lst_") and (unkept := files.take(request, made)):
        errors = {**errors, files.FILES: tuple(unkept)}
    return saving.after(request, _keeper(request, made), errors, understand)


def _anything(request: PageRequest, answers: Answers) -> bool:
    """Whether something was written besides what the form was filled with."""
    known = pages.prefilled(request)
    if isinstance(request.user, SignedIn) and request.FILES.getlist(files.FILES) and "auto" not in request.POST:
        return True
    return any(given and given != known.get(name) for name, given in answers.items() if name not in _NO_WORDS)


def _make(request: PageRequest, kind: Kind, answers: Answers, token: str) -> tuple[str, Errors, bool]:
    """Keeps a first version of the answers; returns its id, what could not be taken, and whether it was there already,
    made by the same form in the same moment."""
    user = request.user
    if not isinstance(user, SignedIn):
        use(limits.KEEP, who=limits.who(request))
        draft = keep_new(request.session, kind, answers)
        remember_made(request.session, token, draft)
        return draft, SessionKeeper(request.session, draft).held().errors, False
    wrong: dict[str, Errors] = {}

    def make() -> str:
        raw = {name: readable(BY_NAME[name], given) for name, given in answers.items()}
        change = listing_create(by=user, kind=kind, raw=raw, keep_good=True)
        wrong[change.id] = errors_of(answers, change.errors)
        return change.id

    made = limits.once(request.session, f"{user.public_id}:{token}", make)
    errors = wrong.get(made.id, {})
    if made.id:
        remember_made(request.session, token, made.id)
    if made.id and not made.again:
        keep_unreadable(request.session, made.id, {name: answers[name] for name in errors if name in answers})
    return made.id, errors, made.again


def _nothing_yet(request: PageRequest, kind: Kind, token: str) -> HttpResponse:
    sentence = _("Nothing is written yet. Begin with any answer; you need not fill in all of them.")
    if "auto" in request.POST:
        return pages.unsaved_part(request, sentence, status=422)
    if more := request.POST.get("more", ""):
        return redirect(f"{request.path}?more={more}#id_{more}_group")
    return pages.blank_page(request, kind, pages.prefilled(request), errors={"": [sentence]}, token=token, status=422)


def _keeper(request: PageRequest, held_id: str) -> Keeper:
    if isinstance(request.user, SignedIn) and held_id.startswith("lst_"):
        return ListingKeeper(request.session, held_id, request.user)
    return SessionKeeper(request.session, held_id)
