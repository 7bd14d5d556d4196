from __future__ import annotations

from django.apps import AppConfig


class MatchmakingConfig(AppConfig):
    name = "banyan.practice.matchmaking"
    label = "matchmaking"
    default_auto_field = "django.db.models.BigAutoField"
