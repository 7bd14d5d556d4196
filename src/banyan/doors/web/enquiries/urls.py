from __future__ import annotations

from django.urls import path

from banyan.doors.web.enquiries import asking, lists, messages, views

urlpatterns = [
    path("listing/<str:public_id>/ask/", asking.ask, name="ask"),
    path("enquiries/", lists.enquiries_list, name="enquiries"),
    path("enquiries/promise/", lists.promise, name="promise"),
    path("enquiries/<str:public_id>/", views.enquiry, name="enquiry"),
    path("enquiries/<str:public_id>/messages/", messages.write, name="message_write"),
    path("enquiries/<str:public_id>/messages.txt", messages.take_away, name="messages_take_away"),
    path("message-file/<str:file_id>/", messages.fetch, name="message_file"),
    path("enquiries/<str:public_id>/<slug:verb>/", views.act, name="enquiry_act"),
]
