from __future__ import annotations

from django.apps import AppConfig


class HarvestConfig(AppConfig):
    name = "banyan.practice.harvest"
    label = "harvest"
    default_auto_field = "django.db.models.BigAutoField"
