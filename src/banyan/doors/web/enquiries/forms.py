from __future__ import annotations

from collections.abc import Mapping, Sequence

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from banyan.domain.listings.types import Kind, ListingView
from banyan.practice.brokerage.types import Draft, Words


class AskForm(forms.Form):
    """The three short questions, and for whom somebody asks."""

    who = forms.CharField(
        label=gettext_lazy("Who are you?"),
        help_text=gettext_lazy("Who would work with it, and where. Two sentences are enough."),
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )
    what = forms.CharField(
        label=gettext_lazy("What would you do with it?"),
        help_text=gettext_lazy("What it is for, how much of it, and what the place is like."),
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )
    hopes = forms.CharField(
        label=gettext_lazy("What do you want next?"),
        help_text=gettext_lazy("A call, a price, a visit, a sample, the name of somebody who uses it."),
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
    )
    own = forms.ChoiceField(required=False)
    organisation = forms.ChoiceField(
        label=gettext_lazy("You ask for"), required=False, help_text=gettext_lazy("They see it beside your name.")
    )

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        listing: ListingView,
        own: Sequence[ListingView],
        organisations: Sequence[tuple[str, str]],
        initial: Draft,
    ) -> None:
        said = initial.words
        start = {
            "who": said.who,
            "what": said.what,
            "hopes": said.hopes,
            "own": initial.own,
            "organisation": initial.organisation,
        }
        super().__init__(data, initial=start)
        mine, about = self.fields["own"], self.fields["organisation"]
        assert isinstance(mine, forms.ChoiceField) and isinstance(about, forms.ChoiceField)
        mine.label = _("For which of your offers?") if listing.kind is Kind.NEED else _("For which of your needs?")
        mine.help_text = _("They may read it. Of an anonymous listing they learn your name only when they accept.")
        mine.choices = [("", _("For none of them")), *((one.id, one.title) for one in own)]
        about.choices = [("", _("Myself")), *organisations]
        if not own:
            del self.fields["own"]
        if not organisations:
            del self.fields["organisation"]


def draft_in(post: QueryDict) -> Draft:
    """What was typed, whatever is missing."""
    return draft_from({name: str(said) for name, said in post.items()})


def draft_from(said: Mapping[str, str]) -> Draft:
    """The same from plain words."""
    words = Words(said.get("who", ""), said.get("what", ""), said.get("hopes", ""))
    return Draft(words, said.get("own", ""), said.get("organisation", ""))
