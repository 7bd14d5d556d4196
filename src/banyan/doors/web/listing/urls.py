from __future__ import annotations

from django.urls import path

from banyan.doors.web.listing import views

urlpatterns = [
    path("listing/<str:public_id>/", views.listing, name="listing"),
    path("file/<str:attachment_id>/", views.attachment, name="attachment"),
]
