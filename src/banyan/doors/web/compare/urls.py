from __future__ import annotations

from django.urls import path

from banyan.doors.web.compare import views

urlpatterns = [path("compare/", views.compare, name="compare")]
