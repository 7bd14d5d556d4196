"""Who asks, what we are called, and texts that XML can hold."""

from __future__ import annotations

import re

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

#: What no XML document can hold, and lone halves of surrogate pairs.
_NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def who(request: HttpRequest) -> str:
    """The address that the request comes from, for limits."""
    return str(get_adapter().get_client_ip(request))


def address(name: str, *args: str) -> str:
    """The full public address of a page."""
    return str(settings.BANYAN_URL) + reverse(name, args=args)


def for_xml(text: str) -> str:
    """The text without what XML cannot hold."""
    return _NOT_IN_XML.sub("", text)


def fits_xml(text: str) -> bool:
    """Whether XML can hold the text as it is."""
    return _NOT_IN_XML.search(text) is None
