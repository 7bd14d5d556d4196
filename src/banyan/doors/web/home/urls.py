from __future__ import annotations

from django.urls import path

from banyan.doors.web.home import views

urlpatterns = [
    path("", views.home, name="home"),
    path("about/", views.about, name="about"),
    path("privacy/", views.privacy, name="privacy"),
    path("sample/", views.sample, name="sample"),
]
