from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Q, QuerySet

from banyan.domain.accounts.policy import SignedIn
from banyan.practice.brokerage.models import Message, MessageMark


def unread_in(threads: Iterable[str], *, for_user: SignedIn) -> frozenset[str]:
    """Those of the threads in which somebody else wrote what the person has not read. Whether they may is not asked."""
    return frozenset(unread(for_user).filter(thread__in=list(threads)).values_list("thread", flat=True))


def unread(person: SignedIn) -> QuerySet[Message]:
    """Messages of others that the person has not been shown, in any thread."""
    read = MessageMark.objects.filter(thread=OuterRef("thread"), reader=person, up_to__gte=OuterRef("pk"))
    return Message.objects.filter(~Q(by=person.public_id), ~Exists(read))
