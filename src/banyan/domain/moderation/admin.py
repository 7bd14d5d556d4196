from __future__ import annotations

from django.contrib import admin
from django.http import HttpRequest

from banyan.domain.moderation.models import Flag


@admin.register(Flag)
class FlagAdmin(admin.ModelAdmin[Flag]):
    """Reports, to look at: what happens to them happens through the services, with its trail."""

    list_display = ("public_id", "kind", "reason", "state", "at", "changed")
    list_filter = ("kind", "state", "reason")
    search_fields = ("public_id", "about")
    fields = ("public_id", "kind", "about", "chapter", "reason", "found", "state", "measure", "at", "changed")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Flag | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Flag | None = None) -> bool:
        return False
