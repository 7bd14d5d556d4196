"""The pages in which listings are written."""

from banyan.doors.web.posting.views.drafts import draft, draft_forget
from banyan.doors.web.posting.views.editing import listing_edit
from banyan.doors.web.posting.views.new import help_kind, help_new, offer_new
from banyan.doors.web.posting.views.publishing import listing_publish
from banyan.doors.web.posting.views.steps import listing_do
from banyan.doors.web.posting.views.terms import terms
from banyan.doors.web.posting.views.trouble import trouble

__all__ = [
    "draft",
    "draft_forget",
    "help_kind",
    "help_new",
    "listing_do",
    "listing_edit",
    "listing_publish",
    "offer_new",
    "terms",
    "trouble",
]
