from __future__ import annotations

from django.apps import AppConfig
from django.utils.module_loading import import_string


class ProjectConfig(AppConfig):
    name = "banyan.project"
    label = "project"

    def ready(self) -> None:
        import_string("banyan.project.wiring.connect")()  # by name: rooms have models, which need every app loaded
