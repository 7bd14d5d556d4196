from __future__ import annotations

from django.urls import path

from banyan.doors.web.answering import lists, replies, views, writing

urlpatterns = [
    path("answers/", lists.answer_list, name="answer_list"),
    path("need/<str:public_id>/answer/", writing.draft, name="answer_draft"),
    path("answer/<str:public_id>/", views.answer, name="answer"),
    path("answer/<str:public_id>/print/", views.printed, name="answer_print"),
    path("answer/<str:public_id>/write/", writing.write, name="answer_write"),
    path("answer/<str:public_id>/reply/<str:listing>/", replies.reply, name="answer_reply"),
    path("answer/<str:public_id>/<slug:verb>/", views.act, name="answer_act"),
]
