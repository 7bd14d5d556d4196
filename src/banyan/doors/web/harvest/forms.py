from __future__ import annotations

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from banyan.domain.chapters.selectors import chapters
from banyan.domain.listings.types import Kind, options
from banyan.practice.harvest.types import FORMS, SourceDraft, SourceView

#: How often a source is read.
_EVERY = (
    (1, gettext_lazy("Every hour")),
    (6, gettext_lazy("Four times a day")),
    (24, gettext_lazy("Every day")),
    (168, gettext_lazy("Every week")),
)
_LTR = {"dir": "ltr", "autocomplete": "off", "spellcheck": "false"}


class SourceForm(forms.Form):
    """A source, in words that its owner would use."""

    form = forms.ChoiceField(label=gettext_lazy("How it gives its records"))
    address = forms.CharField(
        label=gettext_lazy("Address"),
        max_length=1000,
        widget=forms.TextInput(attrs=_LTR),
        help_text=gettext_lazy("Where programs read it, such as https://repository.example/oai."),
    )
    name = forms.CharField(
        label=gettext_lazy("Name"), max_length=120, required=False, widget=forms.TextInput(attrs={"dir": "auto"})
    )
    set = forms.CharField(
        label=gettext_lazy("Only this set"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs=_LTR),
        help_text=gettext_lazy("For OAI-PMH, where only a part of the records is wanted."),
    )
    kind = forms.ChoiceField(label=gettext_lazy("Records that do not say what they are, are"))
    licence = forms.CharField(
        label=gettext_lazy("Licence of its texts"),
        max_length=80,
        required=False,
        widget=forms.TextInput(attrs=_LTR),
        help_text=gettext_lazy("Where a record names none, such as CC-BY-4.0. Ask the owner if you do not know."),
    )
    contact_url = forms.URLField(
        label=gettext_lazy("Page for questions"),
        max_length=500,
        required=False,
        assume_scheme="https",
        widget=forms.URLInput(attrs=_LTR),
        help_text=gettext_lazy("Where readers ask about a record that has no page of its own."),
    )
    owner_email = forms.EmailField(
        label=gettext_lazy("E-mail address of its owner"),
        max_length=254,
        required=False,
        widget=forms.EmailInput(attrs=_LTR),
        help_text=gettext_lazy("They hear what is broken in their records, so that they can mend it."),
    )
    chapter = forms.ChoiceField(label=gettext_lazy("Chapter that looks after it"), required=False)
    every_hours = forms.TypedChoiceField(label=gettext_lazy("It is read"), choices=_EVERY, coerce=int)
    mapping = forms.CharField(
        label=gettext_lazy("Fields"),
        required=False,
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 6, **_LTR}),
        help_text=gettext_lazy(
            "One line for each field that the source calls by another name: ours = theirs, such as summary = abstract. "
            'A fixed answer stands in quotation marks: places = "KE".'
        ),
    )

    def __init__(self, data: QueryDict | None = None, *, source: SourceView | None = None) -> None:
        super().__init__(data, initial=_initial(source) if source else {"every_hours": 24, "kind": Kind.OFFER.value})
        named = [(code.value, str(label)) for code, label in FORMS.items()]
        self._choices("form", [one for one in named if source is None or one[0] == source.form])
        self._choices("kind", [(code, str(name)) for code, name in options(Kind)])
        self._choices("chapter", [("", "–"), *((one.slug, one.name) for one in chapters())])

    def _choices(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def clean_mapping(self) -> dict[str, str]:
        """``ours = theirs`` on each line; a fixed answer goes behind ``=``."""
        found: dict[str, str] = {}
        for line in str(self.cleaned_data["mapping"]).splitlines():
            if not line.strip():
                continue
            ours, sign, theirs = (part.strip() for part in line.partition("="))
            if not sign or not ours or not theirs:
                wrong = _("Write each line as: our name = their name. This one is not: %(line)s")
                raise forms.ValidationError(wrong % {"line": line[:80]})
            quoted = len(theirs) > 1 and theirs[0] == theirs[-1] == '"'
            found[ours] = f"={theirs[1:-1]}" if quoted else theirs
        return found

    def draft(self) -> SourceDraft:
        """What was said; the form is valid."""
        return SourceDraft(**self.cleaned_data)


def _initial(source: SourceView) -> dict[str, object]:
    lines = (
        f'{ours} = "{theirs[1:]}"' if theirs.startswith("=") else f"{ours} = {theirs}"
        for ours, theirs in source.mapping.items()
    )
    names = ("form", "address", "name", "set", "kind", "licence", "contact_url", "owner_email", "chapter")
    return {**{name: getattr(source, name) for name in names}, "every_hours": source.every_hours,
            "mapping": "\n".join(lines)}  # fmt: skip
