from __future__ import annotations

from django.apps import AppConfig


class ChaptersConfig(AppConfig):
    name = "banyan.domain.chapters"
    label = "chapters"
    default_auto_field = "django.db.models.BigAutoField"
