from __future__ import annotations

from collections.abc import Mapping, Sequence


class ApiError(Exception):
    """What the node said went wrong: ``status``, ``code`` (for programs), ``detail`` (for people), ``errors`` by field.

    ``retry_after``: after how many seconds trying again may help, where the node says so.
    """

    def __init__(
        self,
        status: int,
        *,
        code: str = "",
        detail: str = "",
        errors: Mapping[str, Sequence[str]] | None = None,
        retry_after: int | None = None,
    ) -> None:
        super().__init__(f"{status} {code}: {detail}")
        self.status, self.code, self.detail = status, code, detail
        self.errors: Mapping[str, Sequence[str]] = errors or {}
        self.retry_after = retry_after
