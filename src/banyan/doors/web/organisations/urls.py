from __future__ import annotations

from django.urls import path

from banyan.doors.web.organisations import views

urlpatterns = [
    path("organisations/", views.organisations_list, name="organisations"),
    path("organisations/new/", views.organisation_new, name="organisation_new"),
    path("organisations/<slug:slug>/", views.organisation, name="organisation"),
    path("organisations/<slug:slug>/edit/", views.organisation_edit, name="organisation_edit"),
    path("organisations/<slug:slug>/members/", views.members_edit, name="organisation_members"),
]
