from __future__ import annotations

from django.urls import path

from banyan.doors.web.duplicates import views

urlpatterns = [
    path("duplicates/", views.duplicates, name="duplicates"),
    path("duplicates/<str:public_id>/", views.decide, name="duplicate_decide"),
]
