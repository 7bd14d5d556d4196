"""The letter to a source's owner, who needs no account to read the report."""

from __future__ import annotations

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from banyan.base.letters import Letter, isolated
from banyan.practice.harvest.types import Outcome, RunView, SourceView

#: Where the report stands; the door keeps its page there.
REPORT_PAGE = "/sources/report/"
_SHOWN = 10


def compose_report(source: SourceView, run: RunView, mark: str) -> Letter:
    """What was found, the first broken records with the reasons, and where the rest stands."""
    about = {"name": isolated(source.name), "node": isolated(settings.BANYAN_NODE_NAME)}
    paragraphs = [
        _("%(node)s reads the records of %(name)s, and shows them with a link to you. You get this letter because you "
          "are named as its contact.") % about
    ]  # fmt: skip
    if run.trouble:
        paragraphs.append(isolated(run.trouble))
    broken = run.report.counts.get(Outcome.BROKEN, 0)
    if broken:
        paragraphs.append(
            ngettext(
                "%(n)d record could not be taken. Mend it at your side; it is read again by itself.",
                "%(n)d records could not be taken. Mend them at your side; they are read again by themselves.",
                broken,
            )
            % {"n": broken}
        )
    paragraphs += [f"{isolated(one.id)}: {isolated('; '.join(one.reasons))}" for one in run.report.broken[:_SHOWN]]
    repeated, dead = len(run.report.repeated), len(run.report.dead_contacts)
    if repeated:
        said = ngettext("%(n)d id was given more than once.", "%(n)d ids were given more than once.", repeated)
        paragraphs.append(said % {"n": repeated})
    if dead:
        said = ngettext(
            "%(n)d record names an address that nobody can be reached at.",
            "%(n)d records name an address that nobody can be reached at.",
            dead,
        )
        paragraphs.append(said % {"n": dead})
    return Letter(
        subject=_("What %(node)s found in the records of %(name)s") % about,
        paragraphs=tuple(paragraphs),
        buttons=((_("Read the whole report"), f"{settings.BANYAN_URL}{REPORT_PAGE}{mark}/"),),
    )
