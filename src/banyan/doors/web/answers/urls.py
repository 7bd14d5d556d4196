from __future__ import annotations

from django.urls import path

from banyan.doors.web.answers import views

urlpatterns = [
    path("need/draft/<str:draft_id>/answers/", views.draft_answers, name="draft_answers"),
    path("need/<str:public_id>/answers/", views.answers, name="answers"),
    path("need/<str:public_id>/answers/aside/", views.put_aside, name="answers_aside"),
]
