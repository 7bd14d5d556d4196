from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from banyan.domain.listings.selectors import BY_NAME
from banyan.domain.listings.types import Shape
from banyan.doors.web.posting.forms import ADD, Box, name_of, suggestions
from banyan.doors.web.shell.requests import PageRequest

_MOST_TICKED = 60


@require_safe
def terms(request: PageRequest, name: str) -> HttpResponse:
    """Terms whose names begin like what is being typed, with boxes; those ticked before stay ticked."""
    question = BY_NAME.get(name)
    if question is None or question.vocabulary is None or question.shape is not Shape.CODES:
        raise Http404
    language = get_language() or "en"
    ticked = {
        code: label
        for code in request.GET.getlist(name)[:_MOST_TICKED]
        if (label := name_of(question.vocabulary, code, language)) is not None
    }
    typed = request.GET.get(name + ADD, "")
    found = [pair for pair in suggestions(question.vocabulary, typed, language) if pair[0] not in ticked]
    boxes = [Box(code, label, True) for code, label in ticked.items()]
    boxes += [Box(code, str(label), False) for code, label in found]
    return render(request, "posting/widgets/found.html", {"name": name, "boxes": boxes, "typed": typed.strip()})
