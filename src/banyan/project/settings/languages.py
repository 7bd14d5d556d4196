"""The languages of the pages."""

from __future__ import annotations

from banyan.project.settings import readers
from banyan.project.settings.node import PACKAGE

_NAMES = {
    "en": "English",
    "fr": "Français",
    "es": "Español",
    "ar": "العربية",
    "zh-hans": "简体中文",
    "ru": "Русский",
}
BANYAN_LANGUAGES = readers.words(
    "BANYAN_LANGUAGES",
    help="Languages of the pages, the first is the one for readers whose own is missing.",
    default=tuple(_NAMES),
    among=tuple(_NAMES),
)
LANGUAGES = [(code, _NAMES[code]) for code in BANYAN_LANGUAGES]
LANGUAGE_CODE = BANYAN_LANGUAGES[0] if BANYAN_LANGUAGES else "en"
LANGUAGE_COOKIE_NAME = "language"
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_AGE = 365 * 86400
#: The root folder ``locale`` of the repository is a link to this one, which also travels inside the wheel.
LOCALE_PATHS = [PACKAGE / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"
