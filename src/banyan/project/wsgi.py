"""Entry point for WSGI servers; ``banyan serve`` is the usual way in."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", f"banyan.project.settings.{os.environ.get('BANYAN_MODE') or 'dev'}")
application = get_wsgi_application()
