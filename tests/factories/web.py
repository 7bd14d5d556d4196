"""A web server on this machine that answers as a test says, also badly."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

Answer = Callable[["Asked"], None]


class Asked(BaseHTTPRequestHandler):
    """One request; ``closing`` is set when the test ends, for answers that never end by themselves."""

    protocol_version = "HTTP/1.1"
    answer: Answer
    closing: threading.Event
    heard: list[str]

    def do_GET(self) -> None:
        self.heard.append(self.path)
        with suppress(OSError):
            type(self).answer(self)

    def say(
        self, body: bytes, *, status: int = 200, kind: str = "text/plain", headers: Mapping[str, str] | None = None
    ) -> None:
        """A whole answer."""
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def begin(self, **headers: str) -> None:
        """The head of an answer that ends when the connection does."""
        self.close_connection = True
        self.send_response(200)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Says nothing."""


class Site:
    """Where the server is and what it was asked."""

    def __init__(self, port: int, heard: list[str]) -> None:
        self.host = f"127.0.0.1:{port}"
        self.url = f"http://{self.host}"
        self.heard = heard


@contextmanager
def site(answer: Answer) -> Iterator[Site]:
    """Serves on a free port until the block ends."""
    heard: list[str] = []
    closing = threading.Event()
    made = type("Here", (Asked,), {"answer": staticmethod(answer), "closing": closing, "heard": heard})
    server = ThreadingHTTPServer(("127.0.0.1", 0), made)
    server.daemon_threads = True
    server.block_on_close = False
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield Site(server.server_port, heard)
    finally:
        closing.set()
        server.shutdown()
        server.server_close()
        thread.join()
