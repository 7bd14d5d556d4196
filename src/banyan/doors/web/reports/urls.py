from __future__ import annotations

from django.urls import path

from banyan.doors.web.reports import deciding, sending

urlpatterns = [
    path("report/listing/<str:public_id>/", sending.of_listing, name="report_listing"),
    path("report/message/<str:public_id>/", sending.of_message, name="report_message"),
    path("reports/", deciding.reports, name="reports"),
    path("reports/<str:public_id>/", deciding.report, name="report"),
    path("reports/<str:public_id>/<slug:verb>/", deciding.act, name="report_act"),
]
