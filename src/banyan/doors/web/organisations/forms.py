from __future__ import annotations

from typing import Any

from babel import Locale
from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from banyan.domain.organisations.types import MemberRole, OrganisationDraft, OrganisationKind, OrganisationSize
from banyan.domain.taxonomy.selectors import countries, label

#: Languages with many speakers, ISO 639-1; others can be typed in files and the API.
WORKING_LANGUAGES = (
    "am ar az bn bg my ca zh hr cs da nl en et fi fr ka de el gu ha he hi hu id ig it ja kn kk km rw ko "
    "ky lo lv ln lt mk mg ms ml mr mn ne nb or om ps fa pl pt pa ro ru sr sn si sk sl so es sw sv tl tg "
    "ta te th ti tr tk uk ur uz vi wo xh yo zu"
).split()


def country_choices() -> list[tuple[str, str]]:
    """Countries by their names in the reader's language."""
    language = get_language() or "en"
    return sorted(((row.code, label(row, language)) for row in countries()), key=lambda pair: pair[1].casefold())


def language_choices() -> list[tuple[str, str]]:
    """Languages people work in, by their names in the reader's language."""
    names = Locale.parse(get_language() or "en", sep="-").languages
    return sorted(
        ((code, str(names.get(code, code))) for code in WORKING_LANGUAGES), key=lambda pair: pair[1].casefold()
    )


class OrganisationForm(forms.Form):
    """What somebody says of an organisation. ``version`` is the one the form was filled from."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    name = forms.CharField(label=_("Name"), max_length=160, help_text=_("As it is registered or known."))
    kind = forms.ChoiceField(
        label=_("What it is"), choices=[("", "–"), *OrganisationKind.choices], help_text=_("Funders ask for this.")
    )
    size = forms.ChoiceField(label=_("Size"), choices=[("", _("Not said")), *OrganisationSize.choices], required=False)
    country = forms.ChoiceField(label=_("Country"), choices=country_choices)
    languages = forms.MultipleChoiceField(
        label=_("Languages you work in"),
        choices=language_choices,
        required=False,
        help_text=_("Hold Ctrl or ⌘ to choose several."),
    )
    website = forms.CharField(label=_("Website"), max_length=300, required=False)
    ror = forms.CharField(
        label=_("ROR id"),
        max_length=60,
        required=False,
        help_text=_("Research organisations have one at ror.org; its check digits are verified."),
    )
    about = forms.CharField(
        label=_("About"),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("What it does, for whom, since when. Two or three sentences are enough."),
    )

    def draft(self) -> OrganisationDraft:
        """The typed values as the room takes them."""
        data: dict[str, Any] = {key: value for key, value in self.cleaned_data.items() if key != "version"}
        return OrganisationDraft(**{**data, "languages": tuple(data["languages"])})


class MemberForm(forms.Form):
    """One change of the members: add by e-mail, change a role, or end a membership."""

    email = forms.EmailField(
        label=_("E-mail address"), help_text=_("The person needs an account here; nobody is told whether one exists.")
    )
    role = forms.ChoiceField(label=_("Role"), choices=MemberRole.choices)
