"""The form to sign up, which programs give themselves away by."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import SignupForm
from django import forms
from django.utils.translation import gettext as _

from banyan.domain.moderation.errors import Unlikely
from banyan.domain.moderation.services import person_like
from banyan.domain.moderation.types import Guard
from banyan.doors.web.shell.guard import MOMENT, TRAP, MomentInput, TrapInput

PURPOSE = "signup"


class GuardedSignupForm(SignupForm):  # type: ignore[misc]  # allauth comes without types
    """Asks once more when it was sent as programs send it; the address typed is kept, passwords never are."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields[MOMENT] = forms.CharField(required=False, widget=MomentInput(PURPOSE))
        self.fields[TRAP] = forms.CharField(required=False, widget=TrapInput())

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean()
        try:
            person_like(Guard(self.cleaned_data.get(MOMENT, ""), self.cleaned_data.get(TRAP, "")), PURPOSE)
        except Unlikely as error:
            self.add_error(None, f"{error.sentence} {_('Type your password again.')}")
        return found
