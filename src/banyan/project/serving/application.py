"""What granian loads in each web process."""

from __future__ import annotations

import os

from banyan.project.serving.parent import stop_with_parent
from banyan.project.wsgi import application

__all__ = ["application"]

stop_with_parent(os.getppid())
