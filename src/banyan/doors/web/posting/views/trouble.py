from __future__ import annotations

import hashlib

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from banyan.base.errors import TooMany
from banyan.base.limits.services import use
from banyan.base.text import tidy
from banyan.domain.accounts.policy import SignedIn
from banyan.domain.listings.selectors import BY_NAME
from banyan.domain.listings.services import listing_create
from banyan.domain.listings.types import Kind
from banyan.doors.web.posting import limits
from banyan.doors.web.posting.forms import Answers
from banyan.doors.web.posting.keeping import keep_new, kept, made_with, remember_made
from banyan.doors.web.posting.large import gives_back_large
from banyan.doors.web.posting.understanding import Understand, first_answers, understood
from banyan.doors.web.posting.views.pages import address_of, prefilled
from banyan.doors.web.shell.requests import PageRequest

_MOST = BY_NAME["problem"].most
#: What is not taken is given back up to this length.
_GIVEN_BACK = 200_000


@gives_back_large
@require_http_methods(["GET", "POST"])
def trouble(request: PageRequest, understand: Understand) -> HttpResponse:
    """One box for any words in any language; what follows from them is shown on the next page. Works signed out."""
    if request.method == "POST":
        words = request.POST.get("words", "")
        wrong, status = _checked(words), 422
        if not wrong:
            try:
                use(limits.UNDERSTAND, who=limits.who(request))
            except TooMany as error:
                wrong, status = str(error.sentence), error.status
            else:
                return redirect(_begin(request, understand, tidy(words)))
        context = {"words": words[:_GIVEN_BACK], "cut": len(words) > _GIVEN_BACK, "wrong": wrong, "most": _MOST}
        return render(request, "posting/trouble.html", context, status=status)
    return render(request, "posting/trouble.html", {"words": "", "kept": kept(request.session), "most": _MOST})


def _checked(words: str) -> str:
    length = len(tidy(words))
    if not length:
        return _("Write a few words first: what happens, and what it costs you.")
    if length > _MOST:
        return _("This has %(count)d characters; at most %(most)d fit. Nothing was cut: please shorten it.") % {
            "count": length,
            "most": _MOST,
        }
    return ""


def _begin(request: PageRequest, understand: Understand, words: str) -> str:
    """Keeps the words with what was understood; the same words sent twice begin one draft."""
    mark = hashlib.sha256(words.encode(errors="replace")).hexdigest()[:32]
    user = request.user
    if not isinstance(user, SignedIn):
        draft = made_with(request.session, mark)
        if draft not in {one.id for one in kept(request.session)}:
            draft = keep_new(request.session, Kind.NEED, _answers(understand, words))
            remember_made(request.session, mark, draft)
        return address_of(draft, Kind.NEED)
    answers = {**prefilled(request), **_answers(understand, words)}
    made = limits.once(
        request.session,
        f"{user.public_id}:{mark}",
        lambda: listing_create(by=user, kind=Kind.NEED, raw=answers, keep_good=True).id,
    )
    return address_of(made.id, Kind.NEED) if made.id else "mine"


def _answers(understand: Understand, words: str) -> Answers:
    language = get_language() or "en"
    draft = understood(understand, words, language=language)
    return first_answers(words, draft, page_language=language)
