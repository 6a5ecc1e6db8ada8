"""Many people at once at a real service, who think for three seconds between two pages.

    python benchmarks/load.py --people 100                                         SQLite on disk
    python benchmarks/load.py --people 300 --database postgresql://you@host/db     a database of its own beside that one

Everybody is signed in and has a record with a diary; each of them looks at answer, diary, plan and visits, adds a
spasm, or walks through the interview, in an order of their own. People and service share this machine's cores, so what
is told is for the two together. It fails on any answer that is not what a person would expect.
"""

import argparse
import json
import os
import random
import statistics
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterable
from contextlib import contextmanager
from html.parser import HTMLParser
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

THINKS_S = 3.0
PAGES = {
    "first page": "/",
    "answer": "/records/{record}/answer",
    "diary": "/records/{record}/diary/",
    "a spasm": "/records/{record}/diary/new",
    "exercises": "/records/{record}/plan/",
    "visits": "/records/{record}/visits/",
    "interview": "/interview/",
}
OFTEN = {"first page": 2, "answer": 2, "diary": 2, "a spasm": 2, "exercises": 2, "visits": 1, "interview": 4}
FILLED_IN = ("a spasm", "interview")
LIVED = """
import sys
from datetime import timedelta
from django.test import Client
from django.utils import timezone
from multifidus.clinic.charts.assessing import reassess
from multifidus.clinic.charts.keeping import keep
from multifidus.clinic.charts.models import Reading
from multifidus.clinic.records.models import Record
words = "My low back locked up when I lifted a box. No fever, no fall, I can pee and feel as always. No leg pain."
now = timezone.now()
for key in sys.argv[1:]:
    record = Record.objects.get(pk=key)
    keep(record, Reading.Kind.NOTE, {"text": words}, author=record.person, at=now - timedelta(days=30))
    for day in range(1, 15):
        began = now - timedelta(days=2 * day, hours=day % 5)
        ticks = {"here": ["heavy_load"] if day % 3 else [], "day_before": [], "two_days_before": []}
        episode = {"began": began.isoformat(), "minutes": 20, "worst": 5, "side": "left", "before": ticks}
        keep(record, Reading.Kind.DIARY, {"episode": episode}, author=record.person, at=began)
    reassess(record)
    browser = Client()  # signed in here: through the form one address may do so sixty times a minute
    browser.force_login(record.person)
    print(browser.cookies["sessionid"].value)
"""
WORDS = "My back locked up when I lifted a box. No fever, I can pee as always, nothing is numb."


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--people", type=int, default=100)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--database", metavar="URL", help="a PostgreSQL server where a database may be made")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    given = parser.parse_args()
    if given.database:
        os.environ["MULTIFIDUS_TEST_DATABASE"] = given.database
    found = measured(given)
    print(json.dumps(found, indent=2) if given.json else told(found))
    return 1 if found["errors"] else 0


def measured(given: argparse.Namespace) -> dict:
    """Seconds of each kind of page, and what was answered wrongly."""
    from clinic.crowd import database, people, run
    from clinic.serving import service

    kind = "postgresql" if given.database else "sqlite"
    with tempfile.TemporaryDirectory() as folder, database(kind) as more:
        data = Path(folder)
        with service(data, "--workers", str(given.workers), **more) as running:
            assert running.address  # it has made its tables
            records = people(given.people, data, **more)
            crowd = Crowd(running.address, records, run(LIVED, data, *records, **more).split())
            crowd.walk(given.seconds)
    return {
        "database": kind,
        "people": given.people,
        "workers": given.workers,
        "seconds": given.seconds,
        "pages": len(crowd.took),
        "pages_a_second": round(len(crowd.took) / given.seconds, 1),
        "errors": dict(crowd.wrong),
        "all": spread(one for _, one in crowd.took),
        "by_page": {name: spread(took for page, took in crowd.took if page == name) for name in PAGES},
    }


class Crowd:
    """People with a browser each."""

    def __init__(self, address: str, records: list[str], sessions: list[str]):
        from clinic.crowd import Browser

        self.records = records
        self.took: list[tuple[str, float]] = []
        self.wrong: Counter[str] = Counter()
        self.browsers = {who: Browser(address) for who in range(len(records))}
        for who, session in enumerate(sessions):
            self.browsers[who].cookies["sessionid"] = session

    def walk(self, seconds: float) -> None:
        """Everybody looks at pages for so long."""
        until = time.monotonic() + THINKS_S + seconds
        at_once([threading.Thread(target=self.one, args=(who, until)) for who in self.browsers])

    def one(self, who: int, until: float) -> None:
        """One person's evening."""
        order = random.Random(who)
        time.sleep(order.uniform(0, THINKS_S))
        while time.monotonic() < until:
            (name,) = order.choices(list(OFTEN), weights=list(OFTEN.values()))
            with self.expecting(name):
                self.visit(who, name, order)
            time.sleep(THINKS_S)

    @contextmanager
    def expecting(self, name: str):
        """Counts what goes wrong, by page; nobody's evening ends for it."""
        try:
            yield
        except Exception as broken:
            self.wrong[f"{name}: {broken}"[:200]] += 1

    def visit(self, who: int, name: str, order: random.Random) -> None:
        """One page; a form on it is filled in and sent after some thought."""
        address = PAGES[name].format(record=self.records[who])
        page = self.timed(who, name, "GET", address)
        if name in FILLED_IN and (form := asking(page)) is not None:
            time.sleep(THINKS_S)
            self.timed(who, name, "POST", form.action or self.browsers[who].at, form.filled(order))

    def timed(self, who: int, name: str, method: str, address: str, sends: dict | None = None) -> str:
        """The page; raises ValueError for an answer that nobody would expect."""
        self.browsers[who].connection.close()  # who has thought for so long finds the line cut, and opens another
        began = time.perf_counter()
        status, page = self.browsers[who].follow(method, address, sends)
        self.took.append((name, time.perf_counter() - began))
        if status not in (200, 422):  # 422: what was drawn does not go together, and the form says so
            raise ValueError(f"{method} answered {status}")
        if self.browsers[who].at.startswith("/accounts/"):
            raise ValueError(f"{method} led to the sign-in")
        return page


def at_once(threads: list[threading.Thread]) -> None:
    """All of them, begun together and waited for."""
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


class Form(HTMLParser):
    """The forms of a page that ask something: what each holds already, and what can be chosen."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.forms: list[Asked] = []
        self.inside: Asked | None = None
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        if tag == "form" and told.get("method", "").lower() == "post":
            self.inside = Asked(told.get("action", ""))
            self.forms.append(self.inside)
        elif self.inside is not None and told.get("name"):
            self.inside.take(tag, told)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.inside = None


class Asked:
    """One form."""

    def __init__(self, action: str) -> None:
        self.action = action
        self.held: dict[str, str] = {}
        self.choices: dict[str, list[str]] = {}
        self.typed: list[str] = []

    def take(self, tag: str, told: dict[str, str]) -> None:
        """One control."""
        kind = told.get("type", "")
        if tag == "input" and kind == "hidden":
            self.held[told["name"]] = told.get("value", "")
        elif tag == "input" and kind in ("radio", "checkbox"):
            if kind == "radio":
                self.choices.setdefault(told["name"], []).append(told.get("value", ""))
        elif tag in ("input", "textarea"):
            self.typed.append(told["name"])
        elif tag == "button":
            self.choices.setdefault(told["name"], []).append(told.get("value", ""))

    @property
    def asks(self) -> int:
        """How much there is to choose or to type."""
        return len(self.choices) + len(self.typed)

    def filled(self, order: random.Random) -> dict[str, str]:
        """What somebody sends: one of each choice, an age where a number is asked, a few words where words are."""
        chosen = {name: order.choice(values) for name, values in self.choices.items()}
        typed = {name: {"text": WORDS, "age": str(order.randint(18, 90))}.get(name, "") for name in self.typed}
        return {**typed, **chosen, **self.held}


def asking(page: str) -> Asked | None:
    """The form of a page that asks most; None where none asks anything."""
    forms = [form for form in Form(page).forms if form.asks and "theme" not in form.choices]
    return max(forms, key=lambda form: form.asks, default=None)


def spread(seconds: Iterable[float]) -> dict[str, float]:
    """Half, 95 and 99 of a hundred answers came within so many milliseconds."""
    some = sorted(1000 * one for one in seconds)
    if len(some) < 2:
        return {"n": len(some)}
    cuts = statistics.quantiles(some, n=100)
    return {"n": len(some), "p50_ms": round(cuts[49]), "p95_ms": round(cuts[94]), "p99_ms": round(cuts[98])}


def told(found: dict) -> str:
    """The figures as a table."""
    lines = [
        f"{found['people']} people, {found['database']}, {found['workers']} workers: {found['pages']} pages, "
        f"{found['pages_a_second']} a second, errors {found['errors'] or 'none'}"
    ]
    for name, row in {"all": found["all"], **found["by_page"]}.items():
        lines.append(f"  {name:12} " + "  ".join(f"{key} {value}" for key, value in row.items()))
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
