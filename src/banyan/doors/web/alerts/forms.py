from __future__ import annotations

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from banyan.practice.matchmaking.types import Frequency

#: How often, in the words of the pages.
FREQUENCIES = (
    (Frequency.AT_ONCE.value, _("At once")),
    (Frequency.DAILY.value, _("Every day, in the morning")),
    (Frequency.WEEKLY.value, _("Every Monday, in the morning")),
    (Frequency.PAGE.value, _("Never: I look here")),
)


class AlertForm(forms.Form):
    """How often somebody wants to hear, and what they call it."""

    frequency = forms.ChoiceField(
        label=_("A letter comes"),
        choices=FREQUENCIES,
        help_text=_("Only when there is something new. What was found also stands on the page “Notices”."),
    )
    name = forms.CharField(
        label=_("Your name for it"),
        required=False,
        max_length=120,
        help_text=_("Only you read it. Without one it is called by what it looks for."),
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )

    def __init__(self, data: QueryDict | None = None, *, named: bool, frequency: str, name: str) -> None:
        super().__init__(data, initial={"frequency": frequency, "name": name})
        if not named:
            del self.fields["name"]


def frequency_in(post: QueryDict) -> Frequency | None:
    """How often, as a form says it; ``None`` when it says nothing that is known."""
    said = post.get("frequency", "")
    return Frequency(said) if said in set(Frequency) else None
