from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo, available_timezones

from django import forms
from django.conf import settings
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from banyan.domain.accounts.types import TOKEN_DAYS, Scope


def _zones() -> list[tuple[str, str]]:
    """Zones people live in, with today's offset, in the order of the alphabet."""
    moment = datetime.now(tz=ZoneInfo("UTC"))
    zones = sorted(name for name in available_timezones() if "/" in name and not name.startswith(("Etc/", "SystemV/")))
    return [("UTC", "UTC"), *((name, f"{name} ({moment.astimezone(ZoneInfo(name)):%z})") for name in zones)]


class ProfileForm(forms.Form):
    """What a person says of themselves."""

    name = forms.CharField(
        label=_("Your name"),
        max_length=120,
        required=False,
        help_text=_("Shown to people you write to. Without it they see only the first letter of your address."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    locale = forms.ChoiceField(
        label=_("Language of the pages and mails"),
        choices=settings.LANGUAGES,
        help_text=_("Your own texts stay in the language you write them in."),
    )
    time_zone = forms.ChoiceField(
        label=_("Time zone"), choices=_zones, help_text=_("Deadlines and meetings are shown in it.")
    )


#: What each scope opens, in the words of the pages.
OPENS = {
    Scope.READ: _("Look at listings as I may, search, and ask for matches"),
    Scope.WRITE: _("Make, change, publish and withdraw listings in my name"),
    Scope.ENQUIRIES: _("Read my enquiries, ask and answer in my name"),
    Scope.CASES: _("Read my cases and move them on"),
    Scope.ALERTS: _("Read, keep and end my alerts"),
}


class TokenForm(forms.Form):
    """What a program is for, what it may do, and how long."""

    name = forms.CharField(
        label=_("What is it for?"),
        max_length=80,
        help_text=_("Only you read it, to know later which program uses it."),
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    scopes = forms.MultipleChoiceField(
        label=_("What may the program do?"),
        choices=[(scope.value, words) for scope, words in OPENS.items()],
        help_text=_("Choose as little as it needs."),
        widget=forms.CheckboxSelectMultiple,
    )
    days = forms.ChoiceField(
        label=_("How long does it work?"),
        choices=[(str(days), ngettext_lazy("%d day", "%d days", days) % days) for days in TOKEN_DAYS],
        initial="90",
    )

    def __init__(self, data: QueryDict | None = None) -> None:
        super().__init__(data)
        self.fields["scopes"].is_group = True  # type: ignore[attr-defined]  # what our template looks for
