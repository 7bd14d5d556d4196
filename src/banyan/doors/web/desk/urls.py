from __future__ import annotations

from django.urls import path

from banyan.doors.web.desk import failing, handing, views

urlpatterns = [
    path("desk/", views.queue, name="desk"),
    path("desk/take/", views.take, name="desk_take"),
    path("desk/give-back/", views.give_back, name="desk_give_back"),
    path("desk/undo/", views.undo, name="desk_undo"),
    path("desk/people/", handing.people, name="desk_people"),
    path("desk/people/<str:public_id>/", handing.clear, name="desk_clear"),
    path("desk/<slug:matter>/<str:thing>/", handing.hand_over, name="desk_item"),
    path("why-offers-fail/", failing.page, name="failing"),
    path("why-offers-fail/table.csv", failing.table, name="failing_table"),
]
