"""Files: style sheets and scripts that come with Banyan, and what people upload."""

from __future__ import annotations

from banyan.project.settings.node import BANYAN_VAR

STATIC_URL = "/static/"
STATIC_ROOT = BANYAN_VAR / "static"
MEDIA_ROOT = BANYAN_VAR / "files"
MEDIA_URL = "/files/"
FILE_UPLOAD_PERMISSIONS = 0o640
FILE_UPLOAD_HANDLERS = [
    "banyan.doors.web.shell.uploads.Quota",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
