from __future__ import annotations

from django.urls import path

from banyan.doors.web.chapters import views

urlpatterns = [
    path("chapters/", views.chapters_list, name="chapters"),
    path("chapters/<slug:slug>/", views.chapter, name="chapter"),
]
