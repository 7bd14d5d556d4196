"""How much one request may carry: more is refused before any of it is read or written to a disk."""

from __future__ import annotations

from typing import IO, Any

from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler

#: Bytes of one request with files: a few data sheets and photographs.
MOST_AT_ONCE = 40 * 2**20


class Quota(FileUploadHandler):
    """Lets a request pass to the handlers that keep its files, or refuses it by the length it announces.

    Nothing beyond that length is ever read of a request.
    """

    def handle_raw_input(
        self,
        input_data: IO[bytes],
        META: dict[str, str],  # noqa: N803  (Django's name)
        content_length: int,
        boundary: str,
        encoding: str | None = None,
    ) -> None:
        if content_length > MOST_AT_ONCE:
            raise RequestDataTooBig

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        return raw_data

    def file_complete(self, file_size: int) -> Any:
        return None
