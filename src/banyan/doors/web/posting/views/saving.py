"""What happens when a form of answers is sent: it is kept, and the next page is the one its button promised."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from banyan.base.errors import BanyanError, Invalid, Stale
from banyan.doors.web.posting import files
from banyan.doors.web.posting.forms import Answers, Errors, merge, seen_in
from banyan.doors.web.posting.keeping import Held, Keeper
from banyan.doors.web.posting.understanding import Understand
from banyan.doors.web.posting.views import pages
from banyan.doors.web.shell.requests import PageRequest

_TRIES = 3


def save(request: PageRequest, keeper: Keeper, understand: Understand, *, newest: bool = False) -> HttpResponse:
    """Keeps what was typed. An older form undoes nothing: it is merged, or both versions are shown.

    ``newest``: what is stored is an earlier state of this very form, so nothing is to be merged.
    """
    first = keeper.held()
    answers = pages.posted(request, first.kind)
    unkept = files.take(request, first.id) if first.listing else []
    for name in request.POST.getlist("theirs"):
        answers.pop(name, None)
    for _try in range(_TRIES):
        held = keeper.held()
        mine, taken = answers, frozenset[str]()
        old = request.POST.get("version", "") != str(first.version) and not newest
        if old or held.values != first.values:
            merged = merge(held.kind, seen=seen_in(request.POST.get("seen", "")), stored=held.values, mine=answers)
            if merged.both:
                return _clash(request, held, merged.mine, merged.both, understand, unkept)
            mine, taken = merged.mine, merged.taken
        try:
            errors = keeper.save(mine, version=held.version)
        except Stale:
            continue  # somebody saved in this very moment; look again
        except Invalid as error:
            return _refused(request, held, mine, error, understand, unkept)
        return after(request, keeper, {**errors, **_of_files(unkept)}, understand, taken=taken)
    raise Stale


def after(
    request: PageRequest,
    keeper: Keeper,
    errors: Errors,
    understand: Understand,
    *,
    taken: frozenset[str] = frozenset(),
) -> HttpResponse:
    """The page that follows a save, by the button that was pressed."""
    held = keeper.held()
    if "auto" in request.POST:
        return pages.saved_part(request, held, errors=errors, taken=taken)
    if taken:
        messages.info(request, _("Somebody else changed other answers in the meantime. Their changes are kept too."))
    address = pages.address_of(held.id, held.kind)
    more, less = request.POST.get("more", ""), request.POST.get("less", "")
    if more or less:
        name = more or less.rpartition("-")[0]
        return redirect(f"{address}{f'?more={more}' if more else ''}#id_{name}_group")
    if errors:
        guesses = pages.guesses_for(understand, held)
        return pages.held_page(request, held, guesses=guesses, errors=errors, status=422)
    if "next" in request.POST:
        return redirect("listing_publish", held.id) if held.listing else redirect(f"{address}#sign-in")
    if "answers" in request.POST:
        return redirect("answers" if held.listing else "draft_answers", held.id)
    messages.success(request, _("Saved."))
    return redirect(address)


def _of_files(unkept: Sequence[str]) -> Errors:
    return {files.FILES: unkept} if unkept else {}


def _clash(
    request: PageRequest,
    held: Held,
    mine: Answers,
    both: frozenset[str],
    understand: Understand,
    unkept: Sequence[str],
) -> HttpResponse:
    if "auto" in request.POST:
        sentence = _("Not saved: this was changed elsewhere in the meantime. Press “Save” to compare.")
        return pages.unsaved_part(request, sentence, status=409)
    return pages.held_page(
        request,
        held,
        guesses=pages.guesses_for(understand, held),
        answers=mine,
        errors=_of_files(unkept),
        clashes=pages.clashes_of(held, mine, both),
        status=409,
    )


def _refused(
    request: PageRequest, held: Held, mine: Answers, error: Invalid, understand: Understand, unkept: Sequence[str]
) -> HttpResponse:
    if "auto" in request.POST:
        return pages.unsaved_part(request, _not_saved(error), status=422)
    guesses = pages.guesses_for(understand, held)
    return pages.held_page(
        request, held, guesses=guesses, answers=mine, errors={**error.fields, **_of_files(unkept)}, status=422
    )


def _not_saved(error: BanyanError) -> str:
    return _("Not saved yet: %(said)s") % {"said": error.sentence}
