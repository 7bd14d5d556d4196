"""The addresses of the pages, one include for each area."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [
    path("", include("banyan.doors.web.home.urls")),
    path("", include("banyan.doors.web.account.urls")),
    path("", include("banyan.doors.web.organisations.urls")),
    path("", include("banyan.doors.web.chapters.urls")),
    path("", include("banyan.doors.web.search.urls")),
    path("", include("banyan.doors.web.answers.urls")),
    path("", include("banyan.doors.web.answering.urls")),
    path("", include("banyan.doors.web.compare.urls")),
    path("", include("banyan.doors.web.posting.urls")),
    path("", include("banyan.doors.web.listing.urls")),
    path("", include("banyan.doors.web.mine.urls")),
    path("", include("banyan.doors.web.enquiries.urls")),
    path("", include("banyan.doors.web.cases.urls")),
    path("", include("banyan.doors.web.desk.urls")),
    path("", include("banyan.doors.web.alerts.urls")),
    path("", include("banyan.doors.web.harvest.urls")),
    path("", include("banyan.doors.web.reports.urls")),
    path("", include("banyan.doors.web.duplicates.urls")),
    path("language/", include("django.conf.urls.i18n")),
]
