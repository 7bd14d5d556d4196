"""On one's own computer: nothing has to be set."""

from __future__ import annotations

from banyan.project.settings.base import *

WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG
