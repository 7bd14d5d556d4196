from __future__ import annotations

from django.urls import path

from banyan.doors.web.answers import views

urlpatterns = [
    path("need/draft/<str:draft_id>/answers/", views.draft_answers, name="draft_answers"),
    path("need/<str:public_id>/answers/", views.answers, name="answers"),
    path("need/draft/<str:draft_id>/answers/judge/", views.draft_judge, name="draft_answers_judge"),
    path("need/<str:public_id>/answers/judge/", views.judge, name="answers_judge"),
]
