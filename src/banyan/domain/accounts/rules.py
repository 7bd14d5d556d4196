"""Pure decisions about people."""

from __future__ import annotations

from datetime import date
from zoneinfo import available_timezones

#: The six languages the interface is kept in (Django language codes).
INTERFACE_LANGUAGES: tuple[str, ...] = ("en", "fr", "es", "ar", "zh-hans", "ru")
#: How every access token begins, so that one that leaked into a file is recognised; and how much of it is shown.
TOKEN_HEAD, TOKEN_SHOWN = "banyan_", 11
#: How many working access tokens one person may have.
MOST_TOKENS = 20


def token_works(expires: date, today: date, *, revoked: bool) -> bool:
    """Whether an access token opens anything; its last day is a whole one."""
    return not revoked and today <= expires


def known_time_zone(name: str) -> bool:
    """Whether ``name`` is a zone of the IANA database, such as Africa/Nairobi."""
    return name in available_timezones()


def interface_language(wanted: str) -> str:
    """The interface language nearest to ``wanted``: ``zh`` and ``zh-CN`` → ``zh-hans``, unknown ones → ``en``."""
    code = wanted.replace("_", "-").lower()
    if code in INTERFACE_LANGUAGES:
        return code
    base = code.split("-", 1)[0]
    return next((known for known in INTERFACE_LANGUAGES if known.split("-", 1)[0] == base), "en")


def shown_name(name: str, email: str) -> str:
    """What others see of a person: the name, else nothing of the address but its first letter."""
    return name.strip() or f"{email[:1].upper()}…"
