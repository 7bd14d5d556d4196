from __future__ import annotations

from django.contrib import admin

from banyan.domain.chapters.models import Chapter, ChapterServant


class ServantInline(admin.TabularInline[ChapterServant, Chapter]):
    model = ChapterServant
    extra = 0
    raw_id_fields = ("user",)


@admin.register(Chapter)
class ChapterAdmin(admin.ModelAdmin[Chapter]):
    """Chapters and who serves in them."""

    list_display = ("name", "slug", "remit_kind", "parent")
    search_fields = ("name", "slug")
    inlines = (ServantInline,)
