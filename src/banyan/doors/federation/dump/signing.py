"""The key by which a dump is known to be this node's: Ed25519, made once, kept in the node's folder."""

from __future__ import annotations

import hashlib
import os
import secrets
from contextlib import suppress
from pathlib import Path

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
    load_pem_public_key,
)
from django.conf import settings

from banyan.doors.federation.dump.errors import NoKey


def sign(content: bytes) -> bytes:
    """The signature, 64 bytes as they are, which ``openssl pkeyutl -rawin`` reads."""
    return _key().sign(content)


def public_pem() -> bytes:
    """The public half of this node's key."""
    return _key().public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)


def fingerprint(pem: bytes) -> str:
    """What people compare: SHA-256 of the key's 32 bytes; ``NoKey`` where there is none in it."""
    return hashlib.sha256(_public(pem).public_bytes_raw()).hexdigest()


def is_signed(content: bytes, signature: bytes, pem: bytes) -> bool:
    """Whether whoever holds the key signed this; ``NoKey`` where ``pem`` is none."""
    try:
        _public(pem).verify(signature, content)
    except InvalidSignature:
        return False
    return True


def _public(pem: bytes) -> Ed25519PublicKey:
    try:
        found = load_pem_public_key(pem)
    except (ValueError, UnsupportedAlgorithm) as error:
        raise NoKey from error
    if not isinstance(found, Ed25519PublicKey):
        raise NoKey
    return found


def _key() -> Ed25519PrivateKey:
    """The key; made at the first call, readable for its owner alone. Two first calls at the same moment agree: the file
    is linked into place whole, and whoever comes second reads it. One that cannot be read is never replaced."""
    file = Path(settings.NODE_KEY)
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        draft = file.with_name(f".{file.name}.{secrets.token_hex(4)}")
        made = Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        try:
            with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
                out.write(made)
                out.flush()
                os.fsync(out.fileno())
            with suppress(FileExistsError):
                file.hardlink_to(draft)
        finally:
            draft.unlink(missing_ok=True)
    try:
        found = load_pem_private_key(file.read_bytes(), password=None)
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise NoKey from error
    if not isinstance(found, Ed25519PrivateKey):
        raise NoKey
    return found
