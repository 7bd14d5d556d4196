from __future__ import annotations

from django.apps import AppConfig


class BrokerageConfig(AppConfig):
    name = "banyan.practice.brokerage"
    label = "brokerage"
    default_auto_field = "django.db.models.BigAutoField"
