from __future__ import annotations

from django.urls import path

from banyan.doors.web.enquiries import asking, lists, views

urlpatterns = [
    path("listing/<str:public_id>/ask/", asking.ask, name="ask"),
    path("enquiries/", lists.enquiries_list, name="enquiries"),
    path("enquiries/promise/", lists.promise, name="promise"),
    path("enquiries/<str:public_id>/", views.enquiry, name="enquiry"),
    path("enquiries/<str:public_id>/<slug:verb>/", views.act, name="enquiry_act"),
]
