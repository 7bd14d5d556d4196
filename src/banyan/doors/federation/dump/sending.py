"""Sends a file that never changes, also from its middle, so that a download that broke off goes on (RFC 9110, 14)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import http_date

_ONE = re.compile(r"bytes=(?P<first>[0-9]{0,18})-(?P<last>[0-9]{0,18})\Z")
_BLOCK = 2**16


def send(request: HttpRequest, file: Path, *, etag: str, changed: datetime, content_type: str) -> HttpResponseBase:
    """The file, a part of it (206), 304 for those who have it, 416 for a part that is beyond it.

    Several parts in one request are answered with the whole, which the standard allows. ``FileNotFoundError`` where the
    file is gone."""
    size = file.stat().st_size
    stamp = int(changed.timestamp())
    answer: HttpResponseBase = get_conditional_response(request, etag=etag, last_modified=stamp) or _content(
        request, file, size, etag, content_type
    )
    answer["Accept-Ranges"] = "bytes"
    answer["ETag"] = etag
    answer["Last-Modified"] = http_date(stamp)
    answer["Content-Encoding"] = "identity"  # packed once more on its way, its parts could not be told
    return answer


def _content(request: HttpRequest, file: Path, size: int, etag: str, content_type: str) -> HttpResponseBase:
    asked = _part(request, size, etag)
    first, end = asked or (0, size)
    if asked is not None and first >= end:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    answer = StreamingHttpResponse(_blocks(file, first, end), content_type=content_type)
    answer["Content-Length"] = str(end - first)
    if asked is not None:
        answer.status_code = 206
        answer["Content-Range"] = f"bytes {first}-{end - 1}/{size}"
    return answer


def _part(request: HttpRequest, size: int, etag: str) -> tuple[int, int] | None:
    """First byte and the one behind the last; an empty part is one that cannot be had; ``None`` means the whole."""
    found = _ONE.match(request.headers.get("Range", ""))
    if found is None or request.method != "GET" or request.headers.get("If-Range", etag) != etag:
        return None
    first, last = found["first"], found["last"]
    if first:
        begin, end = int(first), min(int(last) + 1, size) if last else size
        return None if last and int(last) < begin else (begin, end)
    if not last:
        return None
    return (max(0, size - int(last)), size) if int(last) else (size, size)


def _blocks(file: Path, first: int, end: int) -> Iterator[bytes]:
    with file.open("rb") as content:
        content.seek(first)
        while first < end and (block := content.read(min(_BLOCK, end - first))):
            first += len(block)
            yield block
