from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo, available_timezones

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _


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
