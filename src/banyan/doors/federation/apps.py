from __future__ import annotations

from django.apps import AppConfig


class FederationConfig(AppConfig):
    name = "banyan.doors.federation"
    label = "federation"
