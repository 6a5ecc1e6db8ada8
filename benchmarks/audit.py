"""What it costs to enter each read of a record, to seal the entries and to verify the chain.

    python benchmarks/audit.py                                      SQLite, in a folder that is removed afterwards
    python benchmarks/audit.py --folder /dev/shm                    the same without waiting for a disk
    python benchmarks/audit.py --database postgresql://you@host/db  a database of its own beside that one

Each record is opened twice, in turns: as a page does it, with its entry, and by the same queries without one. What is
told is measured here and now; only the ratio says something of another machine.
"""

import argparse
import json
import os
import resource
import statistics
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit, urlunsplit

RECORDS, CLINICIANS = 500, 20


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--database", metavar="URL", help="a PostgreSQL server where a database may be made")
    parser.add_argument("--folder", help="where SQLite lies; in memory (/dev/shm) it shows the cost without the disk")
    parser.add_argument("--reads", type=int, default=50_000)
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=given.folder) as folder, fresh(given.database, folder) as url:
        os.environ.update(
            DJANGO_SETTINGS_MODULE="multifidus.clinic.settings.embedded",
            MULTIFIDUS_DATA=folder,
            MULTIFIDUS_DATABASE=url,
        )
        import django

        django.setup()
        figures = measured(given.reads)
        django.db.connections.close_all()
    print(json.dumps(figures, indent=2) if given.json else told(figures))
    assert figures["holds"], "the chain does not hold"
    assert figures["entries"] == given.reads


@contextmanager
def fresh(server: str | None, folder: str) -> Iterator[str]:
    """The address of an empty database that is gone afterwards."""
    if server is None:
        yield f"sqlite:///{folder}/audit.sqlite3"
        return
    import psycopg

    name = f"multifidus_audit_{os.getpid()}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
        try:
            yield urlunsplit(urlsplit(server)._replace(path=f"/{name}"))
        finally:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


def measured(reads: int) -> dict:
    from django.core.management import call_command
    from django.db import connection

    from multifidus.clinic.audit.entries import Act
    from multifidus.clinic.audit.sealing import seal_all
    from multifidus.clinic.audit.verifying import verify
    from multifidus.clinic.records import walls
    from multifidus.clinic.records.models import Record

    call_command("migrate", verbosity=0)
    clinicians, records = people()
    entered, bare = [], []
    for number in range(reads):
        clinician, record = clinicians[number % CLINICIANS], records[number * 7 % RECORDS]
        for with_entry in (True, False) if number % 2 else (False, True):
            began = time.perf_counter_ns()
            if with_entry:
                walls.open_record(clinician, record, walls.Wish.READ, Act.READ, kind="chart")
            else:
                walls.opened_by(clinician, Record.objects.filter(pk=record).first())
            (entered if with_entry else bare).append((time.perf_counter_ns() - began) / 1000)
    began = time.perf_counter()
    seal_all()
    sealing_s = time.perf_counter() - began
    before_kb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    verdict = verify()
    return {
        "database": connection.vendor,
        "reads": reads,
        "entered_us": spread(entered),
        "bare_us": spread(bare),
        "ratio_p50": round(statistics.median(entered) / statistics.median(bare), 2),
        "cost_p50_us": round(statistics.median(entered) - statistics.median(bare)),
        "sealing_s": round(sealing_s, 2),
        "verifying_s": round(verdict.seconds, 2),
        "verifying_grew_kb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before_kb,
        "holds": verdict.holds,
        "entries": verdict.entries,
        "seals": verdict.seals,
    }


def people() -> tuple[list, list]:
    from multifidus.clinic.clinics.models import Clinic, Membership, Role
    from multifidus.clinic.people.models import Person
    from multifidus.clinic.records.models import Consent, Record

    clinic = Clinic.objects.create(name="Benchmark")
    clinicians = [Person.objects.create(email=f"c{number}@example.org") for number in range(CLINICIANS)]
    for clinician in clinicians:
        Membership.objects.create(person=clinician, clinic=clinic, role=Role.CLINICIAN)
    records = [Record.objects.create(name=f"Somebody {number}") for number in range(RECORDS)]
    for record in records:
        Consent.objects.create(record=record, clinic=clinic, given=Consent.Given.TOLD)
    return clinicians, [record.pk for record in records]


def spread(times: list[float]) -> dict[str, int]:
    cut = statistics.quantiles(times, n=100)
    return {"p50": round(cut[49]), "p99": round(cut[98])}


def told(figures: dict) -> str:
    entered, bare = figures["entered_us"], figures["bare_us"]
    return "\n".join(
        [
            f"{figures['reads']} reads on {figures['database']}",
            f"with an entry     p50 {entered['p50']} µs   p99 {entered['p99']} µs",
            f"without           p50 {bare['p50']} µs   p99 {bare['p99']} µs",
            f"an entry costs    {figures['cost_p50_us']} µs, the read takes {figures['ratio_p50']} times as long",
            f"sealing           {figures['sealing_s']} s for {figures['entries']} entries in {figures['seals']} seals",
            f"verifying         {figures['verifying_s']} s, the process grew by {figures['verifying_grew_kb']} kB",
            "the chain holds" if figures["holds"] else "THE CHAIN IS BROKEN",
        ]
    )


if __name__ == "__main__":
    main()
