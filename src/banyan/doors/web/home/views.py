from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from banyan.base.errors import NotAllowed
from banyan.domain.accounts.policy import SignedIn, is_node_admin
from banyan.domain.listings.selectors import kind_counts, newest, sample_present
from banyan.domain.listings.services import sample_remove_all
from banyan.doors.web.shell.requests import PageRequest


@require_safe
def home(request: PageRequest) -> HttpResponse:
    """What this is, the one thing to do, and what is here."""
    context = {"counts": kind_counts(), "needs": newest("need", 4), "offers": newest("offer", 4)}
    return render(request, "home/home.html", context)


@require_safe
def about(request: PageRequest) -> HttpResponse:
    """How matching works, in plain words."""
    return render(request, "home/about.html")


@require_safe
def privacy(request: PageRequest) -> HttpResponse:
    """What is kept, who sees it, how to have it removed."""
    return render(request, "home/privacy.html")


@require_http_methods(["GET", "POST"])
def sample(request: PageRequest) -> HttpResponse:
    """What the sample data is and how to remove it; administrators remove it here after confirming."""
    if request.method == "POST":
        if not isinstance(request.user, SignedIn) or not is_node_admin(request.user):
            raise NotAllowed(_("Only an administrator of this node can remove the sample data."))
        if "sure" not in request.POST:
            messages.error(request, _("Tick the box to confirm. Nothing was removed."))
            return redirect("sample")
        removed = sample_remove_all(actor=request.user.public_id).listings
        messages.success(request, _("Removed %(count)d sample listings.") % {"count": removed})
        return redirect("home")
    context = {"present": sample_present(), "may_remove": is_node_admin(request.user)}
    return render(request, "home/sample.html", context)
