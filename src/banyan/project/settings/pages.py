"""Where the areas of the pages keep their templates, template tags and static files: one folder per area."""

from __future__ import annotations

from banyan.project.settings.node import PACKAGE

_WEB = PACKAGE / "doors" / "web"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": sorted(_WEB.glob("*/templates")),
        "APP_DIRS": True,
        "OPTIONS": {
            "libraries": {
                file.stem: f"banyan.doors.web.{file.parent.parent.name}.templatetags.{file.stem}"
                for file in sorted(_WEB.glob("*/templatetags/*.py"))
                if file.stem != "__init__"
            },
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "banyan.doors.web.shell.context.frame",
            ],
        },
    }
]
STATICFILES_DIRS = sorted(_WEB.glob("*/static"))
CSRF_FAILURE_VIEW = "banyan.doors.web.shell.problems.csrf_failed"
