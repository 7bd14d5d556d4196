from __future__ import annotations

from django.urls import path

from banyan.doors.web.mine import views

urlpatterns = [
    path("mine/", views.mine, name="mine"),
    path("mine/review/", views.review, name="review"),
    path("mine/review/<str:listing_id>/", views.review_decide, name="review_decide"),
]
