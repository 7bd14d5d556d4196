from __future__ import annotations

from django.urls import path

from banyan.doors.web.posting import views
from banyan.practice.matchmaking.selectors import understand

_READ = {"understand": understand}

urlpatterns = [
    path("need/new/", views.trouble, _READ, name="trouble"),
    path("need/draft/<str:draft_id>/", views.draft, _READ, name="need_draft"),
    path("draft/<str:draft_id>/", views.draft, _READ, name="draft"),
    path("draft/<str:draft_id>/forget/", views.draft_forget, name="draft_forget"),
    path("offer/new/", views.offer_new, _READ, name="offer"),
    path("help/new/", views.help_new, name="help"),
    path("help/new/<str:kind>/", views.help_kind, _READ, name="help_kind"),
    path("listing/<str:listing_id>/edit/", views.listing_edit, _READ, name="listing_edit"),
    path("listing/<str:listing_id>/publish/", views.listing_publish, name="listing_publish"),
    path("listing/<str:listing_id>/do/<slug:verb>/", views.listing_do, name="listing_do"),
    path("terms/<slug:name>/", views.terms, name="terms"),
]
