"""On an open network: what is missing is refused, and everything goes by HTTPS."""

from __future__ import annotations

from banyan.project.settings.base import *
from banyan.project.settings.readers import BadSetting

if BANYAN_MODE != "prod":
    raise BadSetting("BANYAN_MODE: set it to prod to use these settings.")
if not BANYAN_URL.startswith("https:"):
    raise BadSetting("BANYAN_URL: it must be set in prod, and start with https:.")
if not BANYAN_EMAIL_URL:
    raise BadSetting("BANYAN_EMAIL_URL: it must be set in prod; without mail nobody can confirm an account.")
if DEBUG:
    raise BadSetting("BANYAN_DEBUG: it cannot be on in prod; it shows source code and settings to visitors.")

SECURE_SSL_REDIRECT = BANYAN_HTTPS_REDIRECT
SECURE_HSTS_SECONDS = BANYAN_HSTS
SECURE_HSTS_INCLUDE_SUBDOMAINS = BANYAN_HSTS > 0
SECURE_HSTS_PRELOAD = BANYAN_HSTS > 0
if BANYAN_PROXIES:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
STORAGES["staticfiles"] = {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}
