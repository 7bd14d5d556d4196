from __future__ import annotations

from django.contrib import admin

from banyan.domain.organisations.models import Membership, Organisation


class MembershipInline(admin.TabularInline[Membership, Organisation]):
    model = Membership
    extra = 0
    raw_id_fields = ("user",)


@admin.register(Organisation)
class OrganisationAdmin(admin.ModelAdmin[Organisation]):
    """Organisations and their members."""

    list_display = ("name", "slug", "kind", "country", "verified")
    search_fields = ("name", "slug", "ror")
    list_filter = ("kind", "country")
    raw_id_fields = ("verified_by",)
    inlines = (MembershipInline,)
