from __future__ import annotations

from django.contrib import admin

from banyan.domain.accounts.models import User


@admin.register(User)
class UserAdmin(admin.ModelAdmin[User]):
    """Looking people up; changes go through the services."""

    list_display = ("email", "name", "locale", "is_staff", "is_active", "joined")
    search_fields = ("email", "name", "public_id")
    list_filter = ("is_staff", "is_active", "locale")
    readonly_fields = ("public_id", "joined", "last_login", "password")
    exclude = ("groups", "user_permissions")
