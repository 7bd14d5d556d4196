"""Texts that are too large for one request: the first part is given back, and it is said that the rest is not."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from urllib.parse import parse_qsl

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt, csrf_protect

View = Callable[..., HttpResponse]

_READ = 256 * 1024
#: How much of each answer is given back.
FIRST_PART = 20_000


def gives_back_large(view: View) -> View:
    """A view that answers an over-large form with its first part instead of a bare "bad request".

    The forgery check cannot read such a form; nothing is done with it but showing it to its sender. Every form that
    can be read goes through the check as always.
    """
    checked = csrf_protect(view)

    @csrf_exempt
    @wraps(view)
    def wrapped(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if request.method == "POST":
            try:
                request.POST  # noqa: B018  read here, so that its size is known before anything else
            except RequestDataTooBig:
                return _returned(request)
        return checked(request, *args, **kwargs)

    return wrapped


def _returned(request: HttpRequest) -> HttpResponse:
    body = request.read(_READ)
    if request.content_type == "application/x-www-form-urlencoded":
        pairs = parse_qsl(body.rsplit(b"%", 1)[0].decode("ascii", errors="ignore"), errors="ignore")
    else:
        pairs = []
    parts = [
        (name, text[:FIRST_PART])
        for name, text in pairs
        if len(text) > 200 and "token" not in name and "password" not in name
    ]
    sent_files = request.content_type == "multipart/form-data"
    return render(request, "posting/large.html", {"parts": parts, "sent_files": sent_files}, status=413)
