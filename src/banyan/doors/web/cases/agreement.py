from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from banyan.base.errors import Conflict, Invalid, NotFound
from banyan.domain.listings.types import Cooperation, Text, options
from banyan.doors.web.cases.reading import Refused, by_person, day_in, number_in, refused, version_in, waited
from banyan.doors.web.shell.requests import PersonRequest
from banyan.practice.brokerage.selectors.agreement import case_agreement
from banyan.practice.brokerage.selectors.cases import case_get
from banyan.practice.brokerage.services.cases import (
    case_agreement_set,
    case_pilot_add,
    case_pilot_save,
    case_term_set,
)
from banyan.practice.brokerage.types.agreement import PilotDraft, PilotVerdict, Term, TermState

_TERMS: Mapping[Term, Text] = {
    Term.TERRITORY: gettext_lazy("Where it may be used or sold"),
    Term.EXCLUSIVITY: gettext_lazy("For one alone, or for others too"),
    Term.PRICE: gettext_lazy("Price"),
    Term.PAYMENT: gettext_lazy("When and how it is paid"),
    Term.IP: gettext_lazy("Patents, licences, designs"),
    Term.IMPROVEMENTS: gettext_lazy("Who owns improvements"),
    Term.CONFIDENTIALITY: gettext_lazy("What stays between you"),
    Term.SUPPORT: gettext_lazy("Repair and support"),
    Term.TRAINING: gettext_lazy("Training"),
    Term.DURATION: gettext_lazy("How long it lasts"),
    Term.END: gettext_lazy("How either side can end it"),
    Term.DISPUTES: gettext_lazy("What happens when you disagree"),
}
_STATES: Mapping[str, Text] = {
    TermState.OPEN.value: gettext_lazy("Still open"),
    TermState.AGREED.value: gettext_lazy("Agreed"),
    TermState.NOT_NEEDED.value: gettext_lazy("Not needed"),
}
_VERDICTS: Mapping[str, Text] = {
    PilotVerdict.WORKED.value: gettext_lazy("It worked"),
    PilotVerdict.PARTLY.value: gettext_lazy("It worked in part"),
    PilotVerdict.FAILED.value: gettext_lazy("It did not work"),
}
_MARKS = {PilotVerdict.WORKED: "fits", PilotVerdict.PARTLY: "doubt", PilotVerdict.FAILED: "conflict"}


@login_required
@require_safe
def page(request: PersonRequest, public_id: str) -> HttpResponse:
    """The term sheet, the facts of the agreement, and what pilots showed."""
    return _page(request, public_id, waited(request))


@by_person("{term}", "case_agreement")
def term(request: PersonRequest, public_id: str, term: str) -> HttpResponse:
    """How one term stands."""
    state = request.POST.get("state", "")
    if term not in set(Term) or state not in set(TermState):
        raise NotFound(term=term)
    return _done(
        request,
        public_id,
        term,
        lambda: case_term_set(
            public_id=public_id,
            term=Term(term),
            state=TermState(state),
            line=request.POST.get("line", ""),
            by=request.user,
            expected_version=version_in(request.POST),
        ),
    )


@by_person("facts", "case_agreement")
def facts(request: PersonRequest, public_id: str) -> HttpResponse:
    """When and how they agreed, and what it is worth."""
    kind = request.POST.get("kind", "")
    return _done(
        request,
        public_id,
        "facts",
        lambda: case_agreement_set(
            public_id=public_id,
            signed=day_in(request.POST, "signed"),
            kind=Cooperation(kind) if kind in set(Cooperation) else None,
            low=number_in(request.POST, "low"),
            high=number_in(request.POST, "high"),
            currency=request.POST.get("currency", ""),
            by=request.user,
            expected_version=version_in(request.POST),
        ),
    )


@by_person("pilot", "case_agreement")
def pilot_add(request: PersonRequest, public_id: str) -> HttpResponse:
    """What a pilot showed."""
    add = partial(case_pilot_add, public_id=public_id, by=request.user)
    return _done(request, public_id, "pilot", lambda: add(said=_draft(request.POST)))


@by_person("{pilot}", "case_agreement")
def pilot_save(request: PersonRequest, public_id: str, pilot: str) -> HttpResponse:
    """The same, said anew."""
    save = partial(case_pilot_save, pilot=pilot, by=request.user, expected_version=version_in(request.POST))
    return _done(request, public_id, pilot, lambda: save(said=_draft(request.POST)))


def _draft(post: QueryDict) -> PilotDraft:
    verdict = post.get("verdict", "")
    return PilotDraft(
        place=post.get("place", ""),
        begun=day_in(post, "begun"),
        ended=day_in(post, "ended"),
        quantity=post.get("quantity", ""),
        value=number_in(post, "value"),
        unit=post.get("unit", ""),
        compared_with=post.get("compared_with", ""),
        verdict=PilotVerdict(verdict) if verdict in set(PilotVerdict) else None,
        line=post.get("line", ""),
    )


def _done(request: PersonRequest, public_id: str, form: str, do: Callable[[], object]) -> HttpResponse:
    try:
        do()
    except (Invalid, Conflict) as error:
        return _page(request, public_id, refused(form, error, request.POST))
    messages.success(request, _("Saved."))
    return redirect("case_agreement", public_id)


def _page(request: PersonRequest, public_id: str, no: Refused | None = None) -> HttpResponse:
    found = case_agreement(public_id, for_user=request.user)
    kinds = options(Cooperation)
    context = {
        "view": case_get(public_id, for_user=request.user),
        "found": found,
        "terms": [(one, _TERMS[one.term]) for one in found.terms],
        "states": list(_STATES.items()),
        "kinds": kinds,
        "kind": dict(kinds).get(found.agreement.kind or "", ""),
        "verdicts": list(_VERDICTS.items()),
        "pilots": [
            (one, _MARKS[one.said.verdict], _VERDICTS[one.said.verdict]) for one in found.pilots if one.said.verdict
        ],
        "no": no,
    }
    return render(request, "cases/agreement.html", context, status=no.status if no else 200)
