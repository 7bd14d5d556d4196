from __future__ import annotations

from django.urls import path

from banyan.doors.federation.dump import views

urlpatterns = [
    path("data/", views.data, name="data"),
    path("data/node-key.pub.pem", views.key, name="node_key"),
    path("data/latest/<str:file>", views.newest, name="dump_latest"),
    path("data/<str:name>/<str:file>", views.file, name="dump_file"),
]
