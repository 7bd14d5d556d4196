from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from banyan.base.errors import Conflict, Invalid, NotFound, TooMany
from banyan.domain.listings.types import DeclineReason
from banyan.doors.web.answering.views import answer_page
from banyan.doors.web.cases.reading import by_person, refused, version_in
from banyan.doors.web.shell.requests import PersonRequest
from banyan.practice.brokerage.services.answers import answer_reply
from banyan.practice.brokerage.types import Words
from banyan.practice.brokerage.types.answer import ReplyWord


@by_person("{listing}", "answer")
def reply(request: PersonRequest, public_id: str, listing: str) -> HttpResponse:
    """What the seeker says of one option; a yes leads to the enquiry that it began."""
    said = request.POST
    word, reason = said.get("word", ""), said.get("reason", "")
    if word not in set(ReplyWord):
        raise NotFound(word=word)
    try:
        began = answer_reply(
            public_id=public_id,
            listing=listing,
            word=ReplyWord(word),
            by=request.user,
            reason=DeclineReason(reason) if reason in set(DeclineReason) else None,
            line=said.get("line", ""),
            enquiry=Words(said.get("who", ""), said.get("what", ""), said.get("hopes", "")),
            expected_version=version_in(said),
        )
    except (Invalid, Conflict, TooMany) as error:
        return answer_page(request, public_id, refused(listing, error, said))
    if began:
        messages.success(request, _("Your enquiry is sent. You hear from us when they answer."))
        return redirect("enquiry", began)
    messages.success(request, _("Thank you. Those who sent the answer read it."))
    return redirect("answer", public_id)
