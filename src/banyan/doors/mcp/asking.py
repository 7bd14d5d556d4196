"""Who asks, and what becomes of an error. The rooms below decide what is shown and done."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

import structlog
from asgiref.sync import sync_to_async
from django.contrib.auth.models import AnonymousUser
from django.db import close_old_connections
from django.utils.translation import override
from mcp.server.mcpserver.exceptions import ToolError

from banyan.base.errors import BanyanError, Invalid
from banyan.domain.accounts.policy import Asker, SignedIn
from banyan.domain.accounts.services import token_use
from banyan.domain.accounts.types import Scope

_log = structlog.get_logger(__name__)
_LANGUAGE = "en"
Told = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Caller:
    """In whose name this server answers: nobody's without an access token. The token is looked at anew for each call,
    so that ending it ends this too."""

    secret: str = ""

    def person(self, scope: Scope) -> Asker:
        """Whoever the token is of; ``ToolError`` when it does not open this."""
        if not self.secret:
            return AnonymousUser()
        bearer = token_use(self.secret)
        if scope not in bearer.scopes:
            raise ToolError(f"The access token does not open “{scope.value}”.")
        return bearer.person

    def writer(self) -> SignedIn:
        """The same where a person is needed."""
        person = self.person(Scope.WRITE)
        if not isinstance(person, SignedIn):
            raise ToolError("This needs an access token that opens “write”.")
        return person


async def told(do: Callable[[], Told]) -> Told:
    """Does it in a thread that may use the database. What is wrong is said in a sentence; nothing of our insides is."""
    ask: Callable[[Callable[[], Told]], Awaitable[Told]] = sync_to_async(_told, thread_sensitive=True)
    return await ask(do)


def _told(do: Callable[[], Told]) -> Told:
    close_old_connections()
    try:
        with override(_LANGUAGE):
            return do()
    except ToolError:
        raise
    except Invalid as error:
        wrong = [f"{field}: {sentence}" for field, some in error.fields.items() for sentence in some]
        raise ToolError("; ".join(wrong) or str(error.sentence)) from error
    except BanyanError as error:
        raise ToolError(str(error.sentence)) from error
    except Exception as error:
        _log.exception("mcp.failed")
        raise ToolError("Something went wrong on this node. Nothing was changed.") from error
    finally:
        close_old_connections()
