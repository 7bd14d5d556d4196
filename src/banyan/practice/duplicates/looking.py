"""Looking at listings that changed, and at all of them. Each bears being done twice."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import timedelta

from django.db import transaction
from django.db.models import Q

from banyan.base.clock import now
from banyan.practice.duplicates.comparing import by_meaning, told_of, with_one_key
from banyan.practice.duplicates.keeping import forget_pairs, found_pairs, keep_pairs, regroup, regroup_all
from banyan.practice.duplicates.models import Pair, Sketch, Waiting
from banyan.practice.duplicates.reading import (
    Compared,
    all_views,
    boilerplate,
    compared,
    keep,
    keep_boilerplate,
    of_row,
    published_views,
    without,
)
from banyan.practice.duplicates.rules import MOST_WITH_ONE_KEY, Found, Shingles, common_among, together
from banyan.practice.duplicates.types import PairState, Passed, Why
from banyan.practice.matchmaking.selectors import readiness

_TAKEN_AT_ONCE = 200
_COMPARED = 200
"""Listings with which one that changed is compared at most."""
_PATIENCE = timedelta(hours=6)
"""So long a listing waits for its vectors."""
_NO_ENCODER = "none"
_BY_WORDS = (Why.IDENTIFIER.value, Why.TEXT.value)


def duplicates_look() -> int:
    """Compares everything that changed with everything that is there; returns how many listings were looked at."""
    done = 0
    while taken := _look_at_some():
        done += taken
    _look_by_meaning()
    return done


def _look_at_some() -> int:
    waiting = list(Waiting.objects.filter(by_words=False).order_by("pk").values_list("pk", "listing")[:_TAKEN_AT_ONCE])
    if not waiting:
        return 0
    ids = list(dict.fromkeys(listing for _, listing in waiting))
    common = boilerplate()
    with transaction.atomic():
        shown = [compared(view) for view in published_views(ids)]
        left = [without(one, common) for one in shown]
        Sketch.objects.filter(listing__public_id__in=set(ids) - {one.id for one in shown}).delete()
        keep(zip(shown, left, strict=True))
        pairs = [pair for one in left for pair in _alike(one, common)]
        gone = found_pairs(ids, why=_BY_WORDS).items()
        kept = {(pair.one, pair.other) for pair in pairs}
        forget_pairs(pk for ends, pk in gone if ends not in kept)
        keep_pairs(pairs)
        regroup(ids)
        Waiting.objects.filter(pk__in=[pk for pk, _ in waiting]).update(by_words=True)
    return len(ids)


def _alike(one: Compared, common: Shingles) -> list[Found]:
    """What the listing has in common with others, of those most likely to be like it."""
    near = Q(digest=one.signature.digest)
    if one.bands:
        near |= Q(bands__overlap=list(one.bands))
    named = [key for key in one.keys if Sketch.objects.filter(keys__contains=[key]).count() <= MOST_WITH_ONE_KEY]
    if named:
        near |= Q(keys__overlap=named)
    rows = Sketch.objects.filter(near, kind=one.kind).exclude(listing__public_id=one.id).select_related("listing")
    others = [of_row(row, common) for row in rows.order_by("-pk")[:_COMPARED]]
    return [pair for other in others if (pair := told_of(one, other)) is not None]


def _look_by_meaning() -> None:
    """What is embedded by now; what is not waits for the next time."""
    waiting = dict(Waiting.objects.filter(by_words=True).order_by("pk").values_list("pk", "listing")[:2000])
    if not waiting:
        return
    languages = _languages()
    pairs, looked = by_meaning(set(waiting.values()), languages)
    hopeless = readiness().encoder == _NO_ENCODER
    with transaction.atomic():
        gone = found_pairs(looked, why=[Why.MEANING.value])
        kept = {(pair.one, pair.other) for pair in pairs}
        forget_pairs(pk for ends, pk in gone.items() if ends not in kept)
        keep_pairs(_unless_known(pairs))
        done = [
            pk
            for pk, listing in waiting.items()
            if hopeless or listing in looked or not languages.get(listing, ("", ""))[1]
        ]
        Waiting.objects.filter(Q(pk__in=done) | Q(by_words=True, since__lt=now() - _PATIENCE)).delete()


def _languages() -> dict[str, tuple[str, str]]:
    rows = Sketch.objects.values_list("listing__public_id", "kind", "language")
    return {id: (kind, language) for id, kind, language in rows.iterator()}


def _unless_known(pairs: Sequence[Found]) -> list[Found]:
    """Without pairs that words have told of already: these say more."""
    known = found_pairs({id for pair in pairs for id in (pair.one, pair.other)}, why=_BY_WORDS)
    return [pair for pair in pairs if (pair.one, pair.other) not in known]


def duplicates_find() -> Passed:
    """Looks at all listings anew: what is boilerplate, which listings are alike, what is shown for what.

    Takes about 15 kB of memory for a listing. What a person said stays.
    """
    shown = [compared(view) for view in all_views()]
    different = {one.signature.digest: one.signature.shingles for one in shown}
    common = common_among(different.values(), len(different))
    left = {one.id: without(one, common) for one in shown}
    pairs = _alike_among(left)
    with transaction.atomic():
        keep_boilerplate(common)
        Sketch.objects.exclude(listing__public_id__in=list(left)).delete()
        keep((one, left[one.id]) for one in shown)
        kept = {(pair.one, pair.other) for pair in pairs}
        forget_pairs(pk for ends, pk in found_pairs(why=_BY_WORDS).items() if ends not in kept)
        keep_pairs(pairs)
    _all_by_meaning(left.values())
    with transaction.atomic():
        groups = regroup_all()
    states = list(Pair.objects.values_list("state", flat=True))
    return Passed(len(shown), states.count(PairState.SURE), states.count(PairState.PROPOSED), groups)


def _alike_among(left: dict[str, Compared]) -> list[Found]:
    told: dict[tuple[str, str], Found] = {}
    banded = {id: one.bands for id, one in left.items()}
    for one, other in (*with_one_key(left.values()), *together(banded, most=50)):
        pair = told_of(left[one], left[other])
        if pair is not None:
            told[pair.one, pair.other] = pair
    return list(told.values())


def _all_by_meaning(every: Collection[Compared]) -> None:
    """Asked from the side of those that are not in the language of most: each pair has one of these at least."""
    languages = {one.id: (one.kind, one.language) for one in every}
    counts: dict[str, int] = {}
    for _, language in languages.values():
        counts[language] = counts.get(language, 0) + 1
    most = max(counts, key=lambda language: counts[language], default="")
    pairs, looked = by_meaning([id for id, (_, language) in languages.items() if language != most], languages)
    with transaction.atomic():
        kept = {(pair.one, pair.other) for pair in pairs}
        gone = found_pairs(looked, why=[Why.MEANING.value])
        forget_pairs(pk for ends, pk in gone.items() if ends not in kept)
        keep_pairs(_unless_known(pairs))
