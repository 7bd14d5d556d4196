"""What can go wrong with dumps.

BanyanError
├── NotFound … NoSuchDump 404
└── Unavailable           503
    ├── DumpRuns                another process makes one at this moment
    ├── NotWritten              the disk is full, say; nothing of it stays
    └── NoKey                   the key of the node, or one that was given, is no Ed25519 key
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from banyan.base.errors import NotFound, Unavailable


class NoSuchDump(NotFound):
    """Never made, or too old to be kept."""

    code = "no_such_dump"
    sentence = _("This dump is not kept any more. Take a newer one.")


class DumpRuns(Unavailable):
    """One is made at a time."""

    code = "dump_runs"
    sentence = _("A dump is being made at this moment. Nothing was changed; try again when it is done.")


class NotWritten(Unavailable):
    """The file system refused; ``data["why"]`` is what it said."""

    code = "dump_not_written"
    sentence = _("The dump could not be written. Nothing of it was left, and older dumps stay.")


class NoKey(Unavailable):
    """Not to be mended by trying again."""

    code = "no_key"
    permanent = True
    sentence = _("The file with the key holds no Ed25519 key in PEM. Nothing was changed.")
