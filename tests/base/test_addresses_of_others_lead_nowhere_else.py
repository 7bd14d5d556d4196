from __future__ import annotations

import gzip
import socket
from collections.abc import Callable

import httpcore
import pytest
from tests.factories.web import Answer, Asked, site

from banyan.base import outbound
from banyan.base.outbound import (
    AddressRefused,
    AnsweredBadly,
    Bounds,
    NotReached,
    Outbound,
    OutboundError,
    Refusal,
    TooLarge,
    TooSlow,
    is_open,
)

SHORT = Bounds(seconds=0.5, silence=0.3, on_the_wire=100_000, unpacked=300_000, hops=3)


def _fetch(answer: Answer, path: str = "/", bounds: Bounds = SHORT) -> outbound.Fetched:
    with site(answer) as there, Outbound(bounds, private=[there.host]) as out:
        return out.get(there.url + path)


def test_a_good_answer_comes_whole_and_unpacked() -> None:
    body = "Dryers für alle".encode() * 1000

    def answer(asked: Asked) -> None:
        asked.say(gzip.compress(body), kind="text/csv; charset=UTF-8", headers={"Content-Encoding": "gzip"})

    found = _fetch(answer)
    assert found.read() == body
    assert (found.kind, found.charset) == ("text/csv", "utf-8")


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1",
        "255.255.255.255", "::1", "::", "fe80::1%eth0", "fd00::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "ff02::1",
        "64:ff9b::7f00:1", "2002:7f00:1::", "2001:0:7f00:1::", "not-an-address",
        "fec0::1", "192.0.0.8", "192.88.99.1",
    ],
)  # fmt: skip
def test_addresses_that_not_everybody_reaches_are_closed(address: str) -> None:
    assert not is_open(address)


@pytest.mark.parametrize("address", ["93.184.215.14", "2606:2800:21f:cb07::1", "::ffff:93.184.215.14"])
def test_addresses_of_the_internet_are_open(address: str) -> None:
    assert is_open(address)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]", "0x7f.1", "2130706433", "0", "127.1"])
def test_this_machine_is_never_asked_however_it_is_written(host: str) -> None:
    with site(lambda asked: asked.say(b"secret")) as there:
        port = there.host.rpartition(":")[2]
        with pytest.raises(OutboundError), Outbound(SHORT, private=[]) as out:
            out.get(f"http://{host}:{port}/")
        assert there.heard == []


@pytest.mark.parametrize(
    "url",
    ["file:///etc/passwd", "ftp://example.org/", "gopher://example.org", "http://", "//example.org", "http://a:b@c.org",
     "http://[::1", "http://example.org:99999/", "javascript:1", "", "http://" + "a" * 70 + ".org/",
     "http://a⒈com/", "http://a/\x01b", "http://a/\x7f", "http://a#\x00", "http://a/\ud800"],
)  # fmt: skip
def test_what_is_no_plain_web_address_is_refused(url: str) -> None:
    with pytest.raises(AddressRefused), Outbound(SHORT, private=[]) as out:
        out.get(url)


@pytest.mark.parametrize("place", ["http://[", "http://a/\x7f", "http://a\u2488com/".encode().decode("latin-1"), "//["])
def test_a_redirection_to_no_address_is_refused(place: str) -> None:
    with pytest.raises(OutboundError):
        _fetch(lambda asked: asked.say(b"", status=302, headers={"Location": place}))


def test_a_name_with_one_private_address_among_open_ones_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", _names("93.184.215.14", "10.0.0.1"))
    with pytest.raises(AddressRefused), Outbound(SHORT, private=[]) as out:
        out.get("http://two-faced.example/")


def test_a_name_is_asked_once_and_the_connection_goes_where_was_looked(monkeypatch: pytest.MonkeyPatch) -> None:
    """The name says an open address when it is looked at, and this machine a moment later (rebinding)."""
    asked: list[str] = []
    tried: list[str] = []

    def resolve(host: str, port: int, **_kind: object) -> list[tuple[object, ...]]:
        asked.append(host)
        address = "93.184.215.14" if len(asked) == 1 else "127.0.0.1"
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))]

    def connect(_self: object, host: str, *_args: object) -> None:
        tried.append(host)
        raise httpcore.ConnectError

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    monkeypatch.setattr(httpcore.SyncBackend, "connect_tcp", connect)
    with pytest.raises(NotReached), Outbound(SHORT, private=[]) as out:
        out.get("http://turning.example/")
    assert (asked, tried) == (["turning.example"], ["93.184.215.14"])


def test_each_redirection_is_looked_at() -> None:
    with site(lambda asked: asked.say(b"secret")) as inside:

        def lead_in(asked: Asked) -> None:
            asked.say(b"", status=302, headers={"Location": inside.url + "/admin"})

        with pytest.raises(AddressRefused):
            _fetch(lead_in)
        assert inside.heard == []


def test_redirections_end() -> None:
    def round_and_round(asked: Asked) -> None:
        asked.say(b"", status=301, headers={"Location": "/again"})

    with pytest.raises(AnsweredBadly):
        _fetch(round_and_round)


def test_a_redirection_on_the_same_site_is_followed() -> None:
    def moved(asked: Asked) -> None:
        if asked.path == "/new":
            asked.say(b"here")
        else:
            asked.say(b"", status=307, headers={"Location": "/new"})

    assert _fetch(moved).read() == b"here"


def _hangs(asked: Asked) -> None:
    asked.closing.wait(20)


def _hangs_after_the_head(asked: Asked) -> None:
    asked.begin()
    asked.closing.wait(20)


def _drips(asked: Asked) -> None:
    asked.begin()
    while not asked.closing.wait(0.02):
        asked.wfile.write(b".")


def _drips_in_the_head(asked: Asked) -> None:
    asked.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
    while not asked.closing.wait(0.02):
        asked.wfile.write(b".")


@pytest.mark.parametrize("answer", [_hangs, _hangs_after_the_head, _drips, _drips_in_the_head])
def test_who_hangs_or_drips_is_left(answer: Answer) -> None:
    with pytest.raises(TooSlow) as caught:
        _fetch(answer)
    assert not caught.value.permanent


def _endless(asked: Asked) -> None:
    asked.begin()
    while not asked.closing.is_set():
        asked.wfile.write(b"x" * 65_536)


def _says_two_gigabytes(asked: Asked) -> None:
    asked.begin(Content_Length=str(2 * 2**30))
    asked.closing.wait(20)


def _gzip_bomb(asked: Asked) -> None:
    asked.say(gzip.compress(bytes(50_000_000)), headers={"Content-Encoding": "gzip"})


@pytest.mark.parametrize("answer", [_endless, _says_two_gigabytes, _gzip_bomb])
def test_who_sends_too_much_is_stopped(answer: Answer) -> None:
    with pytest.raises(TooLarge):
        _fetch(answer, bounds=Bounds(seconds=20, silence=5, on_the_wire=100_000, unpacked=300_000))


def test_packing_in_another_way_or_broken_is_told() -> None:
    with pytest.raises(AnsweredBadly):
        _fetch(lambda asked: asked.say(b"....", headers={"Content-Encoding": "br"}))
    with pytest.raises(AnsweredBadly):
        _fetch(lambda asked: asked.say(b"no gzip", headers={"Content-Encoding": "gzip"}))
    with pytest.raises(NotReached):
        _fetch(lambda asked: asked.say(gzip.compress(b"x" * 99)[:-6], headers={"Content-Encoding": "gzip"}))


def test_a_status_that_says_no_tells_whether_to_come_back() -> None:
    with pytest.raises(Refusal) as busy:
        _fetch(lambda asked: asked.say(b"", status=503, headers={"Retry-After": "120"}))
    assert (busy.value.permanent, busy.value.retry_after) == (False, 120)
    with pytest.raises(Refusal) as gone:
        _fetch(lambda asked: asked.say(b"", status=404))
    assert gone.value.permanent


def _nonsense(asked: Asked) -> None:
    asked.close_connection = True
    asked.wfile.write(b"no http at all\r\n\r\n")


def test_no_answer_and_nonsense_are_told() -> None:
    with pytest.raises(NotReached), Outbound(SHORT, private=["127.0.0.1"]) as out:
        out.get(f"http://127.0.0.1:{_free_port()}/")
    with pytest.raises(AnsweredBadly):
        _fetch(_nonsense)


def test_only_the_kinds_asked_for_are_taken() -> None:
    with (
        site(lambda asked: asked.say(b"<html>", kind="text/html")) as there,
        Outbound(SHORT, private=[there.host]) as out,
    ):
        with pytest.raises(AnsweredBadly):
            out.get(there.url, kinds=("application/xml", "text/xml"))
        assert out.get(there.url, kinds=("text/",)).read() == b"<html>"


def _names(*addresses: str) -> Callable[..., list[tuple[object, ...]]]:
    return lambda _host, port, **_kind: [
        (socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in addresses
    ]


def _free_port() -> int:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        return int(held.getsockname()[1])
