from __future__ import annotations

from django.urls import path

from banyan.doors.web.alerts import feeds, notices, stopping, views

urlpatterns = [
    path("alerts/", views.alerts, name="alerts"),
    path("alerts/new/", views.alert_new, name="alert_new"),
    path("alerts/stop/<str:token>/", stopping.stop, name="alert_stop"),
    path("alerts/feed/<slug:secret>/", feeds.feed, name="alert_feed"),
    path("alerts/<str:public_id>/", views.alert_do, name="alert_do"),
    path("notices/", notices.notices, name="notices"),
    path("notices/read/", notices.read, name="notices_read"),
    path("notices/<str:public_id>/", notices.judge, name="notice_judge"),
]
