from __future__ import annotations

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from banyan.base.errors import BanyanError, Invalid, NotAllowed, NotFound, Stale
from banyan.base.limits.services import Limit, use
from banyan.domain.accounts.selectors import user_by_email, user_by_id
from banyan.domain.listings.selectors import of_organisation
from banyan.domain.organisations import policy
from banyan.domain.organisations.formats import json_ld
from banyan.domain.organisations.selectors import members, organisation_by_slug, organisation_view, organisations
from banyan.domain.organisations.services import (
    member_add,
    member_remove,
    member_set_role,
    organisation_create,
    organisation_update,
)
from banyan.domain.organisations.types import MemberRole
from banyan.doors.web.organisations.forms import MemberForm, OrganisationForm
from banyan.doors.web.shell.requests import PageRequest, PersonRequest, see_other, wants_linked_data
from banyan.practice.brokerage.selectors import reply_rate

_PAGE = 40
_ADD = Limit("organisation-member-add", times=30, seconds=3600)


@require_safe
def organisations_list(request: PageRequest) -> HttpResponse:
    """All organisations, by name, with a search box."""
    wanted = request.GET.get("q", "").strip()[:100]
    rows = organisations()
    if wanted:
        rows = rows.filter(name__icontains=wanted)
    page = Paginator(rows, _PAGE).get_page(request.GET.get("page"))
    return render(request, "organisations/list.html", {"page": page, "wanted": wanted})


@require_safe
def organisation(request: PageRequest, slug: str) -> HttpResponse:
    """One organisation with its published listings."""
    if wants_linked_data(request):
        return see_other(reverse("organisation_linked", args=[slug]))
    row = organisation_by_slug(slug)
    view = organisation_view(row)
    context = {
        "organisation": view,
        "listings": of_organisation(row, for_user=request.user),
        "reply": reply_rate(row.slug),
        "may_edit": policy.may_edit(request.user, row),
        "may_verify": policy.may_verify(request.user, row),
        "refusal": row.refusal if policy.may_read_refusal(request.user, row) else "",
        "json_ld": json_ld(view, url=request.build_absolute_uri()),
    }
    answer = render(request, "organisations/one.html", context)
    patch_vary_headers(answer, ["Accept"])
    return answer


@login_required
@require_http_methods(["GET", "POST"])
def organisation_new(request: PersonRequest) -> HttpResponse:
    """Adds an organisation whose first administrator is the asker."""
    form = OrganisationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            row = organisation_create(draft=form.draft(), by=request.user)
        except Invalid as error:
            _show(form, error)
        else:
            messages.success(request, _("Your organisation is here now."))
            return redirect("organisation", row.slug)
    context = {"form": form, "heading": _("Add an organisation")}
    return render(request, "organisations/form.html", context, status=422 if form.errors else 200)


@login_required
@require_http_methods(["GET", "POST"])
def organisation_edit(request: PersonRequest, slug: str) -> HttpResponse:
    """Changes an organisation; a form filled from an older version never overwrites."""
    row = organisation_by_slug(slug)
    if not policy.may_edit(request.user, row):
        raise NotAllowed(_("Only the administrators of this organisation can change its page."))
    view = organisation_view(row)
    initial = {name: getattr(view, name) for name in OrganisationForm.base_fields if name != "size"}
    form = OrganisationForm(request.POST or None, initial={**initial, "size": row.size, "version": row.version})
    if request.method == "POST" and form.is_valid():
        try:
            organisation_update(
                organisation=row,
                draft=form.draft(),
                expected_version=form.cleaned_data["version"] or 0,
                by=request.user,
            )
        except Stale as error:
            # The next save is meant to overwrite what is shown beside the form now.
            typed = request.POST.copy()
            typed["version"] = str(error.data["version"])
            form = OrganisationForm(typed)
            form.add_error(None, str(error.sentence))
        except Invalid as error:
            _show(form, error)
        else:
            messages.success(request, _("Saved."))
            return redirect("organisation", row.slug)
    context = {"form": form, "heading": _("Change your organisation"), "now": view if form.errors else None}
    return render(request, "organisations/form.html", context, status=422 if form.errors else 200)


@login_required
@require_http_methods(["GET", "POST"])
def members_edit(request: PersonRequest, slug: str) -> HttpResponse:
    """Who acts for the organisation; administrators add, change and remove."""
    row = organisation_by_slug(slug)
    if not policy.may_edit(request.user, row):
        raise NotAllowed(_("Only the administrators of this organisation can change who acts for it."))
    form = MemberForm(request.POST if "add" in request.POST else None)
    if request.method == "POST":
        try:
            if _change_members(request, row.slug, form):
                return redirect("organisation_members", row.slug)
        except BanyanError as error:
            messages.error(request, str(error.sentence))
            return redirect("organisation_members", row.slug)
    context = {
        "form": form,
        "organisation": organisation_view(row),
        "members": members(row),
        "roles": MemberRole.choices,
    }
    return render(request, "organisations/members.html", context, status=422 if form.errors else 200)


def _change_members(request: PersonRequest, slug: str, form: MemberForm) -> bool:
    """Does the one change the form asks for; false when it has errors to show."""
    row = organisation_by_slug(slug)
    if "add" in request.POST:
        if not form.is_valid():
            return False
        _add(request, slug, form)
        return True
    user = user_by_id(request.POST.get("user", ""))
    if "remove" in request.POST:
        member_remove(organisation=row, member=user, by=request.user)
    elif request.POST.get("role") in MemberRole.values:
        role = MemberRole(request.POST["role"])
        member_set_role(organisation=row, member=user, role=role, by=request.user)
    messages.success(request, _("Saved."))
    return True


def _add(request: PersonRequest, slug: str, form: MemberForm) -> None:
    """Adds by e-mail; the answer is the same whether the address has an account or not.

    The list of members then shows it all the same, so nobody may try many addresses.
    """
    use(_ADD, who=request.user.public_id)
    try:
        user = user_by_email(form.cleaned_data["email"])
    except NotFound:
        user = None
    if user is not None:
        member_add(
            organisation=organisation_by_slug(slug),
            member=user,
            role=MemberRole(form.cleaned_data["role"]),
            by=request.user,
        )
    messages.success(request, _("If this address has an account here, the person can act for the organisation now."))


def _show(form: forms.Form, error: Invalid) -> None:
    for field, sentences in error.fields.items():
        form.add_error(field if field in form.fields else None, [str(sentence) for sentence in sentences])
