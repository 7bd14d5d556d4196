from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from banyan.base.errors import Invalid
from banyan.domain.accounts.services import user_update
from banyan.domain.organisations.selectors import organisations_of
from banyan.doors.web.account.forms import ProfileForm
from banyan.doors.web.shell.requests import PersonRequest, set_language_cookie


@login_required
@require_http_methods(["GET", "POST"])
def account(request: PersonRequest) -> HttpResponse:
    """A person's own page: name, language, time zone, organisations, security."""
    user = request.user
    form = ProfileForm(
        request.POST or None, initial={"name": user.name, "locale": user.locale, "time_zone": user.time_zone}
    )
    if request.method == "POST" and form.is_valid():
        try:
            user = user_update(user=user, actor=user.public_id, **form.cleaned_data)
        except Invalid as error:
            for field, sentences in error.fields.items():
                form.add_error(field, [str(sentence) for sentence in sentences])
        else:
            translation.activate(user.locale)
            messages.success(request, _("Saved."))
            return set_language_cookie(redirect("account"), user.locale)
    context = {"form": form, "organisations": organisations_of(user)}
    return render(request, "account/me.html", context, status=422 if form.errors else 200)
