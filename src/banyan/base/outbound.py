"""Reading addresses that somebody else wrote down, without being led astray.

Whoever names an address must not reach through us what is only open to this machine or its network, keep us waiting,
or fill our memory or disk. So a name is resolved once, every address it gives is looked at, and the connection goes to
what was looked at (a name that answers differently a moment later changes nothing); each redirection is a new address
that is looked at; and time, bytes on the wire and bytes after unpacking are bounded. No proxy of the environment is
used: it would resolve names by itself.
"""

from __future__ import annotations

import ipaddress
import socket
import ssl
import time
import zlib
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as Waited
from dataclasses import dataclass
from tempfile import SpooledTemporaryFile
from types import TracebackType
from typing import IO, Any
from urllib.parse import urljoin, urlsplit, urlunsplit

import httpcore
import httpx
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from banyan.base.errors import BanyanError

_IN_MEMORY = 2 * 2**20
_PIECE = 2**16
_MOVED = frozenset({301, 302, 303, 307, 308})
#: Statuses after which asking again later makes sense.
_LATER = frozenset({408, 425, 429, 500, 502, 503, 504})
#: Ranges of version 6 that carry an address of version 4 inside, for machines on the way to unpack.
_CARRIERS = tuple(ipaddress.ip_network(one) for one in ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32"))
#: Handed out to nobody alone: for protocols, and for whichever relay is near.
_SHARED = tuple(ipaddress.ip_network(one) for one in ("192.0.0.0/24", "192.88.99.0/24"))
_names = ThreadPoolExecutor(4, thread_name_prefix="names")


@dataclass(frozen=True, slots=True)
class Bounds:
    """How much of one answer is taken: seconds altogether, bytes as sent and as unpacked, redirections followed."""

    seconds: float = 60.0
    silence: float = 20.0  #: without a byte
    on_the_wire: int = 32 * 2**20
    unpacked: int = 64 * 2**20
    hops: int = 5


class OutboundError(BanyanError):
    """An address could not be read; the sentence says why, without what is inside our network."""

    code = "unreadable_address"
    status = 502


class AddressRefused(OutboundError):
    """The address is not one we go to."""

    code = "address_refused"
    sentence = _("This address is not open to everybody, so it is not read. Give one that anybody can open.")


class NotReached(OutboundError):
    """Nobody answered, or not in time. Worth another try."""

    code = "not_reached"
    permanent = False
    sentence = _("The other side did not answer. It is tried again later.")


class TooSlow(NotReached):
    """The answer did not end in time."""

    code = "too_slow"
    sentence = _("The other side took too long to answer. It is tried again later.")


class AnsweredBadly(OutboundError):
    """An answer came that is of no use."""

    code = "answered_badly"
    sentence = _("The other side answered in a way that cannot be read.")


class TooLarge(AnsweredBadly):
    """More came than is taken."""

    code = "too_large"
    sentence = _("The other side sent more than is taken in one answer.")


class Refusal(AnsweredBadly):
    """A status that is no success. ``retry_after`` in seconds, where the other side names it."""

    code = "answered_no"

    def __init__(self, status: int, retry_after: int | None = None) -> None:
        super().__init__(_("The other side answered with the number %(n)d, which means no.") % {"n": status})
        self.answered = status
        self.retry_after = retry_after
        self.permanent = status not in _LATER


class Fetched:
    """One answer. ``file`` stands at its beginning; large answers lie on disk, not in memory."""

    def __init__(self, url: str, kind: str, charset: str, headers: Mapping[str, str], file: IO[bytes]) -> None:
        self.url, self.kind, self.charset, self.headers, self.file = url, kind, charset, headers, file

    def read(self) -> bytes:
        """The whole body."""
        self.file.seek(0)
        return self.file.read()


class Outbound:
    """Reads addresses one after the other, and keeps connections for the next. Not for several threads at once."""

    def __init__(self, bounds: Bounds | None = None, *, private: Iterable[str] | None = None) -> None:
        self.bounds = bounds or Bounds()
        hosts = settings.BANYAN_PRIVATE_HOSTS if private is None else private
        self._network = _Network(self.bounds, frozenset(one.lower() for one in hosts))
        self._held: dict[str, Fetched] = {}
        self._pool = httpcore.ConnectionPool(
            ssl_context=httpx.create_ssl_context(), max_connections=4, network_backend=self._network
        )

    def __enter__(self) -> Outbound:
        return self

    def __exit__(self, *_error: type[BaseException] | BaseException | TracebackType | None) -> None:
        self._pool.close()
        for one in self._held.values():
            one.file.close()

    def get_once(self, url: str, *, accept: str = "*/*") -> Fetched:
        """As ``get``, but asked again it gives the same answer, from its beginning, without going there. Whoever reads
        it must not close its file."""
        if url not in self._held:
            self._held[url] = self.get(url, accept=accept)
        self._held[url].file.seek(0)
        return self._held[url]

    def get(self, url: str, *, accept: str = "*/*", kinds: Iterable[str] = ()) -> Fetched:
        """What stands at the address. With ``kinds`` (of content, or beginnings such as ``text/``) only these are
        taken. An ``OutboundError`` says why there is nothing."""
        self._network.deadline = time.monotonic() + self.bounds.seconds
        for _hop in range(self.bounds.hops + 1):
            answer, moved = self._once(_checked(url), accept, tuple(kinds))
            if answer is not None:
                return answer
            after = _led_to(url, moved)
            if url.startswith("https:") and after.startswith("http:"):
                raise AddressRefused(_("The address leads from a safe connection to an open one, so it is not read."))
            url = after
        raise AnsweredBadly(_("The address leads on and on to other addresses."))

    def _once(self, url: str, accept: str, kinds: tuple[str, ...]) -> tuple[Fetched | None, str]:
        headers = [
            ("Host", urlsplit(url).netloc),
            ("User-Agent", f"Banyan (+{settings.BANYAN_URL})"),
            ("Accept", accept),
            ("Accept-Encoding", "gzip"),
        ]
        try:
            with self._pool.stream("GET", url, headers=headers, extensions={"timeout": self._timeouts()}) as response:
                said = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in response.headers}
                if response.status in _MOVED:
                    return None, said.get("location", "")
                if not 200 <= response.status < 300:
                    raise Refusal(response.status, _seconds(said.get("retry-after", "")))
                kind, charset = _content(said.get("content-type", ""))
                if kinds and not kind.startswith(kinds):
                    raise AnsweredBadly(
                        _("The other side sent “%(kind)s”, which is not what is read here.") % {"kind": kind[:60]}
                    )
                return Fetched(url, kind, charset, said, self._kept(response.iter_stream(), said)), ""
        except OutboundError:
            raise
        except (httpcore.TimeoutException, _Over) as error:
            raise TooSlow from error
        except (httpcore.NetworkError, OSError) as error:
            raise NotReached from error
        except (httpcore.ProtocolError, httpcore.UnsupportedProtocol, UnicodeError, ValueError) as error:
            raise AnsweredBadly from error

    def _timeouts(self) -> dict[str, float]:
        return dict.fromkeys(("connect", "read", "write", "pool"), self.bounds.silence)

    def _kept(self, pieces: Iterable[bytes], headers: Mapping[str, str]) -> IO[bytes]:
        """The body unpacked, in a file that is in memory while it is small."""
        file: IO[bytes] = SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115  (handed on)
        try:
            size = 0
            for piece in _unpacked(self._bounded(pieces, headers), headers.get("content-encoding", "")):
                size += len(piece)
                if size > self.bounds.unpacked:
                    raise TooLarge
                file.write(piece)
        except BaseException:
            file.close()
            raise
        file.seek(0)
        return file

    def _bounded(self, pieces: Iterable[bytes], headers: Mapping[str, str]) -> Iterator[bytes]:
        told = headers.get("content-length", "")
        if told.isdigit() and int(told) > self.bounds.on_the_wire:
            raise TooLarge
        size = 0
        for piece in pieces:
            size += len(piece)
            if size > self.bounds.on_the_wire:
                raise TooLarge
            yield piece


def _unpacked(pieces: Iterator[bytes], encoding: str) -> Iterator[bytes]:
    """Unpacks step by step, so that a small answer that becomes a huge one is seen before it is there."""
    encoding = encoding.strip().lower()
    if encoding in {"", "identity"}:
        yield from pieces
        return
    if encoding not in {"gzip", "x-gzip", "deflate"}:
        raise AnsweredBadly
    unpacker = zlib.decompressobj(wbits=47)  # gzip or zlib, as its head says
    try:
        for piece in pieces:
            rest = piece
            while rest:
                yield unpacker.decompress(rest, _PIECE)
                rest = unpacker.unconsumed_tail
        while more := unpacker.decompress(unpacker.unconsumed_tail, _PIECE):
            yield more
    except zlib.error as error:
        raise AnsweredBadly from error
    if not unpacker.eof:
        raise NotReached(_("The answer of the other side broke off. It is tried again later."))


def _checked(url: str) -> str:
    """The address in the form in which it is asked for; ``AddressRefused`` where it has none."""
    try:
        parts = urlsplit(url.strip())
        host, port = parts.hostname or "", parts.port
        plain = host if ":" in host else host.encode("idna").decode("ascii")
        path = httpx.URL(url.strip()).raw_path.decode("ascii")
    except (ValueError, httpx.InvalidURL) as error:  # what is no text for the wire is a ValueError too
        raise AddressRefused(_("This is not an address of a page.")) from error
    if parts.scheme not in {"http", "https"} or not plain or parts.username is not None or len(url) > 4000:
        raise AddressRefused(_("Only addresses that begin with http: or https: and hold no password are read."))
    where = f"[{plain}]" if ":" in plain else plain
    netloc = where if port is None else f"{where}:{port}"
    return urlunsplit((parts.scheme, netloc, "", "", "")) + (path or "/")


def _led_to(url: str, moved: str) -> str:
    """Where a redirection leads."""
    try:
        return urljoin(url, moved)
    except ValueError as error:
        raise AddressRefused(_("This is not an address of a page.")) from error


def is_open(address: str) -> bool:
    """Whether a numeric address is one that anybody on the internet can reach."""
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(found, ipaddress.IPv6Address):
        if found.ipv4_mapped is not None:
            return is_open(str(found.ipv4_mapped))
        if found.is_site_local or any(found in net for net in _CARRIERS):
            return False
    elif any(found in net for net in _SHARED):
        return False
    return found.is_global and not (found.is_multicast or found.is_reserved or found.is_unspecified)


class _Over(Exception):
    """The time for the whole answer is over."""


class _Network(httpcore.NetworkBackend):
    """Connects to addresses that were looked at, until the time for the answer is over."""

    def __init__(self, bounds: Bounds, private: frozenset[str]) -> None:
        self._plain = httpcore.SyncBackend()
        self._private = private
        self._silence = bounds.silence
        self.deadline = 0.0

    def left(self, timeout: float | None) -> float:
        """Seconds for the next wait."""
        rest = self.deadline - time.monotonic()
        if rest <= 0:
            raise _Over
        return min(rest, self._silence if timeout is None else timeout)

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        fault: Exception | None = None
        for address in self._addresses(host, port):
            try:
                stream = self._plain.connect_tcp(address, port, self.left(timeout), local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                fault = error
            else:
                return _Stream(stream, self)
        raise fault or NotReached

    def _addresses(self, host: str, port: int) -> list[str]:
        looked_up = _names.submit(socket.getaddrinfo, host, port, type=socket.SOCK_STREAM)
        try:
            found = list(dict.fromkeys(str(one[4][0]) for one in looked_up.result(self.left(None))))
        except Waited as error:
            raise TooSlow from error
        except (OSError, UnicodeError) as error:
            raise NotReached(_("No machine of this name was found. It is tried again later.")) from error
        known = host.lower() in self._private or f"{host}:{port}".lower() in self._private
        if not known and not all(is_open(one) for one in found):
            raise AddressRefused
        return found

    def connect_unix_socket(
        self, path: str, timeout: float | None = None, socket_options: Iterable[Any] | None = None
    ) -> httpcore.NetworkStream:
        raise AddressRefused


class _Stream(httpcore.NetworkStream):
    """A connection of which no wait lasts beyond the end of the answer's time, however small its drips are."""

    def __init__(self, inner: httpcore.NetworkStream, network: _Network) -> None:
        self._inner, self._network = inner, network

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._inner.read(max_bytes, self._network.left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._inner.write(buffer, self._network.left(timeout))

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        safe = self._inner.start_tls(ssl_context, server_hostname, self._network.left(timeout))
        return _Stream(safe, self._network)

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)


def _content(header: str) -> tuple[str, str]:
    """Kind and charset of a ``Content-Type``."""
    kind, *rest = header.split(";")
    charset = next((one.split("=", 1)[1] for one in rest if one.strip().lower().startswith("charset=")), "")
    return kind.strip().lower(), charset.strip().strip("\"'").lower()[:40]


def _seconds(header: str) -> int | None:
    """A ``Retry-After`` in seconds; one that names a date, or more than a day, counts as none."""
    return int(header) if header.isdigit() and len(header) <= 5 and int(header) <= 86_400 else None
