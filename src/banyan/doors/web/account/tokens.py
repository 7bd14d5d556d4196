"""Access tokens: what a person let which program do in their name, and an end to it."""

from __future__ import annotations

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from banyan.base.errors import Invalid
from banyan.domain.accounts.selectors import token_get, tokens_of
from banyan.domain.accounts.services import token_create, token_revoke
from banyan.domain.accounts.types import NewToken, Scope
from banyan.doors.web.account.forms import OPENS, TokenForm
from banyan.doors.web.shell.requests import PersonRequest


@login_required
@require_safe
def tokens(request: PersonRequest) -> HttpResponse:
    """All that were not ended, with the day of their last use."""
    lines = [{"token": one, "opens": [OPENS[scope] for scope in one.scopes]} for one in tokens_of(request.user)]
    return render(request, "account/tokens.html", {"lines": lines})


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
@reauthentication_required(allow_get=True)  # type: ignore[untyped-decorator]  # allauth comes without types
def token_new(request: PersonRequest) -> HttpResponse:
    """A new one, by somebody who typed their password just now; it is shown in the answer to this form, and never
    again."""
    form = TokenForm(request.POST or None)
    made: NewToken | None = None
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        scopes = [Scope(one) for one in said["scopes"]]
        try:
            made = token_create(by=request.user, name=said["name"], scopes=scopes, days=int(said["days"]))
        except Invalid as error:
            for field, sentences in error.fields.items():
                form.add_error(field, [str(sentence) for sentence in sentences])
    if made is not None:
        return render(request, "account/token_made.html", {"secret": made.secret})
    return render(request, "account/token_new.html", {"form": form}, status=422 if form.errors else 200)


@login_required
@require_http_methods(["GET", "POST"])
def token_end(request: PersonRequest, public_id: str) -> HttpResponse:
    """Asks once, then ends it."""
    token = token_get(public_id, for_user=request.user)
    if request.method == "POST":
        token_revoke(public_id=public_id, by=request.user)
        messages.success(request, _("Ended. Programs that used it are shut out from now on."))
        return redirect("tokens")
    return render(request, "account/token_end.html", {"token": token})
