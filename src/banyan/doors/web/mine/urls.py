from __future__ import annotations

from django.urls import path

from banyan.doors.web.mine import organisations, views

urlpatterns = [
    path("mine/", views.mine, name="mine"),
    path("mine/organisations/", organisations.organisations_review, name="organisations_review"),
    path("mine/organisations/<slug:slug>/", organisations.organisation_judge, name="organisation_judge"),
    path("mine/review/", views.review, name="review"),
    path("mine/review/<str:listing_id>/", views.review_decide, name="review_decide"),
]
