"""How long adding a reading takes with its assessment, on SQLite on disk and (with --database) on PostgreSQL.

    python benchmarks/charts.py [--readings 200] [--database postgresql://...] [--json]

One person's record of a few years: every reading is posted to the page by somebody who signed in, kept, gathered with
all before it, assessed and kept again. The share of `assess` is measured inside the same requests.
"""

import argparse
import json
import os
import statistics
import sys
import tempfile
import time
import warnings
from pathlib import Path

WORDS = (
    "My back locked up when I lifted a box. It goes down the left leg below the knee. Coughing makes it worse.",
    "Better today, walked two kilometres. The leg still tingles at night. I can pee and feel everything down there.",
    "MRI lumbar spine. L4/5: left paracentral disc protrusion touching the L5 root. No canal stenosis. Conus normal.",
    "O/E: SLR positive left at 40 degrees. Great toe extension 4/5 left. Reflexes normal. No saddle numbness.",
)


def main() -> int:
    args = arguments()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["MULTIFIDUS_DATA"] = folder
        if args.database:
            os.environ["MULTIFIDUS_DATABASE"] = args.database
        found = measured(args.readings)
    if args.json:
        print(json.dumps(found, indent=2))
    else:
        table(found)
    return 0


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--readings", type=int, default=200)
    parser.add_argument("--database", help="the address of an empty database; SQLite in a new folder without")
    parser.add_argument("--json", action="store_true")
    return parser.parse_args()


def measured(readings: int) -> dict:
    warnings.simplefilter("ignore")  # of the static files, which nobody built here
    client, record = somebody()
    from multifidus.clinic.charts import assessing, gathering

    spent: dict[str, float] = {}
    for room, name in ((assessing, "assess"), (gathering, "gather"), (gathering, "read_file"), (assessing, "contract")):
        watch(room, name, spent)
    for number in range(4):  # what is loaded once is not what is measured
        add(client, record, number)
    took, of = [], {}
    for number in range(readings):
        spent.clear()
        start = time.perf_counter()
        add(client, record, number)
        took.append(time.perf_counter() - start)
        for name, seconds in spent.items():
            of.setdefault(name, []).append(seconds)
    start = time.perf_counter()
    assert client.get(f"/records/{record}/").status_code == 200
    page = time.perf_counter() - start
    from django.db import connection

    return {
        "database": connection.vendor,
        "readings": readings,
        "request_ms": {"p50": percentile(took, 50), "p99": percentile(took, 99), "last": round(1000 * took[-1], 1)},
        "inside_ms": {
            name: {"p50": percentile(all_of, 50), "p99": percentile(all_of, 99)} for name, all_of in of.items()
        },
        "share_of_assess": round(sum(of["assess"]) / sum(took), 3),
        "page_ms": round(1000 * page, 1),
    }


def somebody():
    """A browser that is signed in, and the record of its person."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "multifidus.clinic.settings.embedded"
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command
    from django.test import Client

    from multifidus.clinic.people.models import Person
    from multifidus.clinic.records.models import Record

    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    person = Person.objects.create_user("ada@example.org", "spines are curved 33", name="Ada")
    record = Record.objects.create(person=person, name="Ada", sex="female")
    client = Client(headers={"host": "localhost"})
    client.force_login(person)
    return client, record.pk


def add(client, record, number: int) -> None:
    sent = client.post(f"/records/{record}/readings/new", {"text": f"{WORDS[number % len(WORDS)]} Day {number}."})
    assert sent.status_code == 302, sent.status_code


def watch(room, name: str, spent: dict) -> None:
    """Adds up the time spent in a function that a module calls by this name."""
    real = getattr(room, name)

    def timed(*args, **kwargs):
        start = time.perf_counter()
        try:
            return real(*args, **kwargs)
        finally:
            spent[name] = spent.get(name, 0.0) + time.perf_counter() - start

    setattr(room, name, timed)


def percentile(seconds: list, percent: int) -> float:
    return round(1000 * statistics.quantiles(seconds, n=100, method="inclusive")[percent - 1], 1)


def table(found: dict) -> None:
    print(f"{found['readings']} readings added to one record, {found['database']}")
    print(f"{'':24}{'p50 ms':>9}{'p99 ms':>9}")
    print(f"{'request':24}{found['request_ms']['p50']:>9}{found['request_ms']['p99']:>9}")
    for name, of in found["inside_ms"].items():
        print(f"{'  ' + name:24}{of['p50']:>9}{of['p99']:>9}")
    print(f"share of assess {found['share_of_assess']:.0%}; the last request {found['request_ms']['last']} ms")
    print(f"opening the chart {found['page_ms']} ms")


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "src"))
    raise SystemExit(main())
