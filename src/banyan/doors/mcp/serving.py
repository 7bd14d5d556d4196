"""The server, once Django stands."""

from __future__ import annotations

import logging
import sys

import structlog

from banyan.base.errors import BanyanError
from banyan.domain.accounts.services import token_use
from banyan.domain.accounts.types import Scope
from banyan.doors.mcp.asking import Caller
from banyan.doors.mcp.server import server


def serve(token: str) -> str:
    """Serves until standard input ends; returns why not, when the token is not good."""
    # Standard output is the line to the assistant: whatever is logged goes elsewhere.
    logging.basicConfig(stream=sys.stderr, level=logging.WARNING, force=True)
    structlog.configure(logger_factory=structlog.PrintLoggerFactory(sys.stderr))
    try:
        writing = bool(token) and Scope.WRITE in token_use(token).scopes
    except BanyanError as error:
        return str(error.sentence)
    server(Caller(token), writing=writing).run("stdio")
    return ""
