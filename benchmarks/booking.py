"""Simultaneous bookings of one time over HTTP, at a real `multifidus serve`: exactly one may get it.

    python benchmarks/booking.py [--people 1000] [--database postgresql://...]

Everybody has an account, a session and the page open; then all press the button at the same moment, each on their own
connection. Printed: how many got the time, what the others were told, and for how long they waited.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode

PEOPLE = """
import django; django.setup()
import sys, uuid
from datetime import date, time, timedelta
from importlib import import_module
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.utils import timezone
from multifidus.clinic.booking.free import free_slots
from multifidus.clinic.booking.models import Hours, VisitKind
from multifidus.clinic.clinics.models import Clinic, Membership, Role
from multifidus.clinic.people.models import Person
from multifidus.clinic.people.sessions import BEGAN, SEEN
from multifidus.clinic.records.models import Record
Store = import_module(settings.SESSION_ENGINE).SessionStore
clinic = Clinic.objects.create(name="Riverside Backs")
carla = Person.objects.create_user("carla@example.org", None, name="Carla")
member = Membership.objects.create(person=carla, clinic=clinic, role=Role.CLINICIAN)
for day in range(7):
    Hours.objects.create(membership=member, weekday=day, begins=time(9), ends=time(17), valid_from=date(2020, 1, 1))
kind = VisitKind.objects.create(clinic=clinic, name="First visit", minutes=30, urgencies=["urgent"])
now = timezone.now()
print(free_slots(kind, now + timedelta(days=2), now + timedelta(days=9))[0].key)
for number in range(int(sys.argv[1])):
    person = Person.objects.create_user(f"p{number}@example.org", None, name=f"P{number}")
    record = Record.objects.create(person=person, name=f"P{number}")
    session = Store()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session[BEGAN] = session[SEEN] = int(now.timestamp())
    session.create()
    print(record.pk, session.session_key, uuid.uuid4())
"""
KEPT = """
import django; django.setup()
from multifidus.clinic.booking.models import HeldTime, Visit
print(Visit.objects.count(), HeldTime.objects.count(), Visit.objects.values("starts").distinct().count())
"""
STARTED = re.compile(r"multifidus runs at http://(\S+)/")
WORDS = {"gone": "somebody was quicker", "locked": "database is locked"}


def main() -> int:
    """0 where exactly one got the time and nobody met an error."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--people", type=int, default=1000)
    asked.add_argument("--database", default="")
    asked.add_argument("--workers", default="2")
    told = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "MULTIFIDUS_DATA": folder, "DJANGO_SETTINGS_MODULE": SETTINGS}
        if told.database:
            environment["MULTIFIDUS_DATABASE"] = told.database
        log = Path(folder) / "said.txt"
        with log.open("wb") as said:
            command = [sys.executable, "-m", "multifidus.terminal", "serve", "--port", "0", "--workers", told.workers]
            service = subprocess.Popen(command, env=environment, stdout=said, stderr=said)
        try:
            address = started(log)
            slot, *people = lines(PEOPLE, environment, str(told.people))
            answers, took = rush(address, slot, [line.split() for line in people])
            visits, held, times = map(int, lines(KEPT, environment)[0].split())
        finally:
            service.terminate()
            service.wait(30)
    kind = "PostgreSQL" if told.database else "SQLite"
    print(f"{kind}, {told.workers} workers, {len(people)} people at once")
    print("answers:", dict(sorted(answers.items())))
    print(f"visits {visits}, moments held {held}, times {times}")
    slowest = sorted(took)
    print(
        f"waited: median {slowest[len(slowest) // 2]:.1f} s, p95 {slowest[int(len(slowest) * 0.95)]:.1f} s, "
        f"longest {slowest[-1]:.1f} s"
    )
    fine = (visits, held) == (1, 6) and answers == Counter({"booked": 1, "gone, next times shown": len(people) - 1})
    print("exactly one" if fine else "NOT AS IT MUST BE")
    return 0 if fine else 1


SETTINGS = "multifidus.clinic.settings.embedded"


def started(log: Path) -> str:
    """The address of the service, once it says so."""
    until = time.monotonic() + 120
    while time.monotonic() < until:
        if found := STARTED.search(log.read_text()):
            return found[1]
        time.sleep(0.1)
    raise SystemExit(log.read_text())


def lines(program: str, environment: dict[str, str], *words: str) -> list[str]:
    """What a few lines print on the database of the service."""
    command = [sys.executable, "-c", program, *words]
    return subprocess.run(command, env=environment, check=True, capture_output=True, text=True).stdout.split("\n")[:-1]


def rush(address: str, slot: str, people: list[list[str]]) -> tuple[Counter[str], list[float]]:
    """What everybody was told, and how long it took."""
    begin = threading.Barrier(len(people))
    answers: Counter[str] = Counter()
    took: list[float] = []
    hold = threading.Lock()

    def one(record: str, session: str, sent_as: str) -> None:
        begin.wait()
        at = time.monotonic()
        try:
            what = press(address, slot, record, session, sent_as)
        except OSError as error:
            what = type(error).__name__
        with hold:
            answers[what] += 1
            took.append(time.monotonic() - at)

    threading.stack_size(256 * 1024)
    threads = [threading.Thread(target=one, args=person) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers, took


def press(address: str, slot: str, record: str, session: str, sent_as: str) -> str:
    """What one person is told who presses the button."""
    token = "a" * 32  # of the form and of the cookie alike: what Django compares
    connection = HTTPConnection(address, timeout=300)
    body = urlencode({"slot": slot, "sent_as": sent_as, "csrfmiddlewaretoken": token})
    headers = {
        "Cookie": f"sessionid={session}; csrftoken={token}",
        "Content-Type": "application/x-www-form-urlencoded",
        "Origin": f"http://{address}",
    }
    connection.request("POST", f"/records/{record}/visits/book", body, headers)
    answer = connection.getresponse()
    page = answer.read().decode()
    connection.close()
    if answer.status == 302:
        return "booked" if "/visits/" in answer.headers["Location"] else f"302 {answer.headers['Location']}"
    if answer.status == 409 and WORDS["gone"] in page and slot not in page and 'name="slot"' in page:
        return "gone, next times shown"
    return f"{answer.status}{' locked' if WORDS['locked'] in page else ''}"


if __name__ == "__main__":
    raise SystemExit(main())
