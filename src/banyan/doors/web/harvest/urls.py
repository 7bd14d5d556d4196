from __future__ import annotations

from django.urls import path

from banyan.doors.web.harvest import adding, views

urlpatterns = [
    path("sources/", views.source_list, name="sources"),
    path("sources/new/", adding.new, name="source_new"),
    path("sources/report/<str:mark>/", views.shared, name="source_report_shared"),
    path("sources/report/<str:mark>/report.json", views.shared_json, name="source_report_shared_json"),
    path("sources/<str:public_id>/", views.source, name="source"),
    path("sources/<str:public_id>/report.json", views.report_json, name="source_report_json"),
    path("sources/<str:public_id>/edit/", adding.edit, name="source_edit"),
    path("sources/<str:public_id>/switch/", views.switch, name="source_switch"),
    path("sources/<str:public_id>/remove/", views.remove, name="source_remove"),
]
