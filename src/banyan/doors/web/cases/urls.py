from __future__ import annotations

from django.urls import path

from banyan.doors.web.cases import (
    agreement,
    beginning,
    calendar,
    documents,
    lists,
    messages,
    outcomes,
    package,
    tasks,
    views,
)

urlpatterns = [
    path("cases/", lists.cases_list, name="cases"),
    path("cases/calendar/", calendar.link, name="calendar_link"),
    path("calendar/<str:secret>.ics", calendar.feed, name="calendar"),
    path("cases/introduce/", beginning.introduce, name="case_introduce"),
    path("cases/of/<str:enquiry>/", beginning.of_enquiry, name="case_open"),
    path("cases/<str:public_id>/", views.case, name="case"),
    path("cases/<str:public_id>/plan/", views.plan, name="case_plan"),
    path("cases/<str:public_id>/agreement/", agreement.page, name="case_agreement"),
    path("cases/<str:public_id>/agreement/facts/", agreement.facts, name="case_agreement_facts"),
    path("cases/<str:public_id>/agreement/term/<slug:term>/", agreement.term, name="case_term"),
    path("cases/<str:public_id>/agreement/pilot/", agreement.pilot_add, name="case_pilot_add"),
    path("cases/<str:public_id>/agreement/pilot/<str:pilot>/", agreement.pilot_save, name="case_pilot"),
    path("cases/<str:public_id>/check/", package.check, name="case_check"),
    path("cases/<str:public_id>/check/<slug:criterion>/", package.check_save, name="case_check_save"),
    path("cases/<str:public_id>/documents/", documents.page, name="case_documents"),
    path("cases/<str:public_id>/documents/add/", documents.add, name="case_document_add"),
    path("cases/<str:public_id>/documents/<str:document>/", documents.fetch, name="case_document"),
    path("cases/<str:public_id>/documents/<str:document>/back/", documents.withdraw, name="case_document_withdraw"),
    path("cases/<str:public_id>/messages/", messages.write, name="case_message"),
    path("cases/<str:public_id>/messages.txt", messages.take_away, name="case_messages"),
    path("cases/<str:public_id>/outcome/<str:outcome>/", outcomes.by_page, name="case_outcome"),
    path("outcome/<str:token>/", outcomes.by_letter, name="outcome"),
    path("cases/<str:public_id>/package/", package.package, name="case_package"),
    path("cases/<str:public_id>/package/<slug:slot>/", package.slot_save, name="case_slot"),
    path("cases/<str:public_id>/task/", tasks.add, name="case_task_add"),
    path("cases/<str:public_id>/task/<str:task>/", tasks.save, name="case_task"),
    path("cases/<str:public_id>/task/<str:task>/<slug:verb>/", tasks.tick, name="case_task_tick"),
    path("cases/<str:public_id>/<slug:verb>/", views.act, name="case_act"),
]
