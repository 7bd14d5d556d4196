from __future__ import annotations

from tests.cast import cast
from tests.doors.web.posting.conftest import sign_in

__all__ = ["cast", "sign_in"]
