from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from banyan.domain.chapters.selectors import chapter_by_slug, chapter_view, chapters
from banyan.domain.listings.selectors import of_chapter
from banyan.doors.web.shell.requests import PageRequest


@require_safe
def chapters_list(request: PageRequest) -> HttpResponse:
    """All chapters of this node."""
    return render(request, "chapters/list.html", {"chapters": [chapter_view(row) for row in chapters()]})


@require_safe
def chapter(request: PageRequest, slug: str) -> HttpResponse:
    """One chapter: its remit, who stands for it, its newest needs and offers."""
    row = chapter_by_slug(slug)
    context = {"chapter": chapter_view(row), "listings": of_chapter(row, for_user=request.user)}
    return render(request, "chapters/one.html", context)
