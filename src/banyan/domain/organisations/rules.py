"""Pure decisions about organisations."""

from __future__ import annotations

import re
from collections.abc import Mapping

_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
_ROR = re.compile(r"^(?:(?:https?://)?(?:www\.)?ror\.org/)?(0[a-hj-km-np-tv-z0-9]{6}[0-9]{2})/?$", re.IGNORECASE)
_WEB = re.compile(r"^https?://[^\s/?#@]+\.[^\s/?#@]{2,}(?:[/?#]\S*)?$", re.IGNORECASE)


def ror_id(text: str) -> str | None:
    """The full address of a ROR id, or ``None`` when it is not one.

    The last two of its nine characters are check digits: 98 − (value × 100 mod 97), ISO/IEC 7064 MOD 97-10, over the
    first seven characters read as base 32 without i, l, o and u (ROR's own documentation).
    """
    found = _ROR.match(text.strip())
    if found is None:
        return None
    code = found[1].lower()
    value = 0
    for character in code[:7]:
        value = value * 32 + _ALPHABET.index(character)
    if 98 - (value * 100) % 97 != int(code[7:]):
        return None
    return f"https://ror.org/{code}"


def web_address(text: str) -> str | None:
    """An http(s) address with a host, completed with https:// when the scheme is missing; ``None`` when it is none."""
    address = text.strip()
    if address and "://" not in address:
        address = f"https://{address}"
    return address if _WEB.match(address) and len(address) <= 300 else None


def host_of(address: str) -> str:
    """The host of a web or e-mail address without ``www.``; empty when there is none."""
    host = re.sub(r"^[a-z]+://", "", address.strip().lower()).split("/", 1)[0].rpartition("@")[2].split(":", 1)[0]
    return host.removeprefix("www.")


def may_lose_admin(roles: Mapping[int, str], user: int, *, admin: str) -> bool:
    """Whether another admin stays when ``user`` stops being one. ``roles`` maps user keys to roles."""
    return any(role == admin for other, role in roles.items() if other != user)
