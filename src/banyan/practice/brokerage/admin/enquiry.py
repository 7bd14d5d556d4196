from __future__ import annotations

from django.contrib import admin
from django.http import HttpRequest

from banyan.practice.brokerage.models import Enquiry


@admin.register(Enquiry)
class EnquiryAdmin(admin.ModelAdmin[Enquiry]):
    """Enquiries, to look at: what happens to them happens through the services, with its trail."""

    list_display = ("public_id", "state", "due", "changed")
    list_filter = ("state",)
    search_fields = ("public_id", "listing__public_id")
    fields = ("public_id", "state", "how", "reason", "promise_days", "due", "taken", "sent", "changed", "version")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Enquiry | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Enquiry | None = None) -> bool:
        return False
