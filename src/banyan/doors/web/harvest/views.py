from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from banyan.domain.listings.selectors import BY_NAME
from banyan.doors.web.shell.requests import PersonRequest
from banyan.practice.harvest.selectors import run_report, runs_of, source_get, sources
from banyan.practice.harvest.services import source_remove, source_switch
from banyan.practice.harvest.services.reporting import report_shared
from banyan.practice.harvest.types import FORMS, OUTCOMES, RUN_STATES, STATES, RunView, SourceState, SourceView


@login_required
@require_safe
def source_list(request: PersonRequest) -> HttpResponse:
    """The sources that somebody looks after."""
    lines = [{"source": one, **_words(one)} for one in sources(request.user)]
    return render(request, "harvest/list.html", {"lines": lines})


@login_required
@require_safe
def source(request: PersonRequest, public_id: str) -> HttpResponse:
    """One source: how it stands, what was found last, and its readings."""
    found = source_get(public_id, for_user=request.user)
    run = run_report(public_id, for_user=request.user)
    runs = [{"run": one, "state": RUN_STATES[one.state]} for one in runs_of(public_id, for_user=request.user)]
    context = {"source": found, "on": found.state is SourceState.ACTIVE, "runs": runs, **_words(found), **_report(run)}
    return render(request, "harvest/source.html", context)


@login_required
@require_safe
def report_json(request: PersonRequest, public_id: str) -> HttpResponse:
    """The newest report for programs."""
    found = source_get(public_id, for_user=request.user)
    return _json(found, run_report(public_id, for_user=request.user))


@require_safe
def shared(request: HttpRequest, mark: str) -> HttpResponse:
    """The newest report for the source's owner, who has the address from a letter."""
    found, run = report_shared(mark)
    return render(request, "harvest/shared.html", {"source": found, "mark": mark, **_report(run)})


@require_safe
def shared_json(request: HttpRequest, mark: str) -> HttpResponse:
    """The same for programs."""
    return _json(*report_shared(mark))


@login_required
@require_POST
def switch(request: PersonRequest, public_id: str) -> HttpResponse:
    """Switches a source on, or pauses it."""
    on = "on" in request.POST
    source_switch(public_id=public_id, on=on, by=request.user)
    messages.success(request, _("It is read within a minute.") if on else _("Paused. Its listings stay."))
    return redirect("source", public_id)


@login_required
def remove(request: PersonRequest, public_id: str) -> HttpResponse:
    """Asks once more, then removes a source with its listings."""
    found = source_get(public_id, for_user=request.user)
    if request.method != "POST":
        return render(request, "harvest/remove.html", {"source": found})
    count = source_remove(public_id=public_id, by=request.user)
    said = ngettext("Removed, with %(n)d listing.", "Removed, with %(n)d listings.", count)
    messages.success(request, said % {"n": count})
    return redirect("sources")


def _words(one: SourceView) -> dict[str, object]:
    return {"form": FORMS[one.form], "state": STATES[one.state]}


def _report(run: RunView | None) -> dict[str, object]:
    if run is None:
        return {"run": None}
    return {
        "run": run,
        "run_state": RUN_STATES[run.state],
        "counts": [(OUTCOMES[outcome], n) for outcome, n in run.report.counts.items()],
        "fields": [
            (BY_NAME[name].label if name in BY_NAME else name, n, 100 * n // max(run.report.of, n, 1))
            for name, n in run.report.fields
        ],
    }


def _json(found: SourceView, run: RunView | None) -> JsonResponse:
    said: dict[str, object] = {"source": found.name, "address": found.address, "run": None}
    if run is not None:
        said["run"] = {
            "id": run.id,
            "state": run.state,
            "started": run.started,
            "finished": run.finished,
            "trouble": run.trouble,
            "counts": dict(run.report.counts),
            "records": run.report.of,
            "fields": dict(run.report.fields),
            "broken": [{"id": one.id, "reasons": one.reasons, "left_out": one.whole} for one in run.report.broken],
            "repeated": run.report.repeated,
            "dead_contacts": run.report.dead_contacts,
        }
    return JsonResponse(said, json_dumps_params={"ensure_ascii": False}, headers={"X-Robots-Tag": "noindex"})
