from __future__ import annotations

from django.contrib import admin
from django.http import HttpRequest

from banyan.domain.listings.models import Attachment, Listing, ListingTranslation


class TranslationInline(admin.TabularInline[ListingTranslation, Listing]):
    model = ListingTranslation
    extra = 0
    can_delete = False
    readonly_fields = ("field", "language", "text", "status", "engine", "reviewer", "at")


@admin.register(Listing)
class ListingAdmin(admin.ModelAdmin[Listing]):
    """Looking listings up; changes go through the services, so that they leave a trail."""

    list_display = ("title", "kind", "state", "organisation", "chapter", "completeness", "published", "expires")
    list_filter = ("kind", "state", "is_sample", "follows_source")
    search_fields = ("public_id", "title", "origin_id")
    inlines = (TranslationInline,)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Listing | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Listing | None = None) -> bool:
        return False


@admin.register(Attachment)
class AttachmentAdmin(admin.ModelAdmin[Attachment]):
    """Files, for moderation."""

    list_display = ("name", "content_type", "size", "listing", "at")
    search_fields = ("public_id", "name", "sha256")
    raw_id_fields = ("listing", "by")
