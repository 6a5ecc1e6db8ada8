"""Real people at a real service: they sign in through the form and add readings through the page, all at once."""

import html
import json
import os
import re
import subprocess
import sys
import threading
from contextlib import contextmanager
from http.client import HTTPConnection
from http.cookies import SimpleCookie
from itertools import product
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import psycopg
import pytest

PASSWORD = "spines are curved 33"
HIDDEN = re.compile(r'<input[^>]*type="hidden"[^>]*>')
ATTRIBUTE = re.compile(r'(name|value)="([^"]*)"')
WORDS = "My back locked up again, reading {number} of {who}. I can pee and feel as always, no fever, no fall."

PEOPLE = """
import sys
from multifidus.clinic.clinics.models import Clinic
from multifidus.clinic.people.models import Person
from multifidus.clinic.records.models import Consent, Record
clinic, _ = Clinic.objects.get_or_create(name="Riverside Backs")
for n in range(int(sys.argv[1])):
    person = Person.objects.create_user(f"p{n}@example.org", sys.argv[2], name=f"P{n}")
    record = Record.objects.create(person=person, name=f"P{n}")
    Consent.objects.create(record=record, clinic=clinic, given="signed_in", given_by=person)
    print(record.pk)
"""
KEPT = """
import json
from multifidus.clinic.charts.models import Reading
print(json.dumps([[str(r.record_id), r.content.get("text", "")] for r in Reading.objects.all()]))
"""
CHAIN = """
from multifidus.clinic.audit.sealing import seal_all
from multifidus.clinic.audit.verifying import verify
seal_all()
told = verify()
print(told.holds and not told.unsealed, told.entries)
"""


SERVER = os.environ.get("MULTIFIDUS_TEST_DATABASE", "")
ON_POSTGRESQL = SERVER.startswith("postgres")
on_sqlite = pytest.mark.skipif(ON_POSTGRESQL, reason="done in the run on SQLite")
on_postgresql = pytest.mark.skipif(not ON_POSTGRESQL, reason="set MULTIFIDUS_TEST_DATABASE to a PostgreSQL server")
KINDS = [pytest.param("sqlite", marks=on_sqlite), pytest.param("postgresql", marks=on_postgresql)]
PAIRS = [
    pytest.param("sqlite", "sqlite", marks=on_sqlite),
    *(
        pytest.param(*pair, marks=on_postgresql)
        for pair in product(("sqlite", "postgresql"), repeat=2)
        if len({*pair}) > 1
    ),
    pytest.param("postgresql", "postgresql", marks=on_postgresql),
]


class Browser:
    """Keeps a connection and its cookies, as browsers do."""

    def __init__(self, address: str):
        self.connection = HTTPConnection(urlsplit(address).netloc, timeout=60)
        self.cookies: dict[str, str] = {}
        self.at = self.led_to = "/"

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.connection.close()

    def ask(self, method: str, path: str, sends: dict[str, str] | None = None) -> tuple[int, str]:
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        body = None
        if sends is not None:
            body = urlencode(sends)
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self.connection.request(method, path, body, headers)
        answer = self.connection.getresponse()
        self.at = path
        self.led_to = answer.headers.get("Location", "")
        page = answer.read().decode()
        for told in answer.headers.get_all("Set-Cookie") or ():
            self.cookies.update({name: morsel.value for name, morsel in SimpleCookie(told).items()})
        return answer.status, page

    def follow(self, method: str, path: str, sends: dict[str, str] | None = None) -> tuple[int, str]:
        """As `ask`, and on to wherever the answer leads."""
        status, page = self.ask(method, path, sends)
        while status in (302, 303):
            status, page = self.ask("GET", self.led_to)
        return status, page

    def send(self, path: str, **fields: str) -> int:
        """The page fetched and its form sent, with all that the form holds hidden."""
        status, page = self.ask("GET", path)
        assert status == 200, (path, status)
        hidden = [dict(ATTRIBUTE.findall(tag)) for tag in HIDDEN.findall(page)]
        known = {one["name"]: html.unescape(one.get("value", "")) for one in hidden if "name" in one}
        return self.ask("POST", path, {**known, **fields})[0]

    def sign_in(self, email: str) -> None:
        assert self.send("/accounts/login/", login=email, password=PASSWORD) == 302


class Crowd:
    """All write at once, each into their own record, until it is enough or the service is gone."""

    def __init__(self, address: str, records: list[str], *, begin: int = 0):
        self.address = address
        self.records = records
        self.begin = begin
        self.acknowledged: list[tuple[str, str]] = []
        self.enough = threading.Event()
        self.threads = [threading.Thread(target=self.write, args=(n,)) for n in range(len(records))]

    def write(self, who: int) -> None:
        record, number = self.records[who], self.begin
        try:
            with Browser(self.address) as browser:
                browser.sign_in(f"p{who}@example.org")
                while not self.enough.is_set():
                    number += 1
                    words = WORDS.format(number=number, who=f"p{who}")
                    if browser.send(f"/records/{record}/readings/new", text=words) == 302:
                        self.acknowledged.append((record, words))
        except (OSError, AssertionError, ValueError):
            return  # the service is gone, which is what is tried here
        except Exception as broken:  # http.client tells a cut line in many ways
            if "http" not in type(broken).__module__:
                raise

    @contextmanager
    def writing(self):
        for thread in self.threads:
            thread.start()
        try:
            yield self
        finally:
            self.enough.set()
            for thread in self.threads:
                thread.join(60)

    def wait_for(self, count: int) -> None:
        """Until so many were acknowledged."""
        while len(self.acknowledged) < count:
            assert any(thread.is_alive() for thread in self.threads), f"only {len(self.acknowledged)} were kept"
            self.enough.wait(0.05)


def run(code: str, data: Path, *arguments: str, **environment: str) -> str:
    """What a program says that runs with the settings of a service."""
    known = {name: value for name, value in os.environ.items() if not name.startswith(("MULTIFIDUS_", "DJANGO_"))}
    done = subprocess.run(
        [sys.executable, "-c", f"from multifidus.terminal.clinic_room import enter\nenter()\n{code}", *arguments],
        env={**known, "MULTIFIDUS_DATA": str(data), **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def command(data: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """One command of the terminal, run to its end."""
    known = {name: value for name, value in os.environ.items() if not name.startswith(("MULTIFIDUS_", "DJANGO_"))}
    return subprocess.run(
        [sys.executable, "-m", "multifidus.terminal", *arguments],
        env={**known, "MULTIFIDUS_DATA": str(data), **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def people(count: int, data: Path, **environment: str) -> list[str]:
    """The records of so many new people."""
    return run(PEOPLE, data, str(count), PASSWORD, **environment).split()


def kept(data: Path, **environment: str) -> set[tuple[str, str]]:
    """Every reading that is kept: whose, and its words."""
    return {(record, words) for record, words in json.loads(run(KEPT, data, **environment))}


def chain_holds(data: Path, **environment: str) -> bool:
    """Whether the audit's chain holds once all is sealed."""
    return run(CHAIN, data, **environment).startswith("True")


@contextmanager
def database(kind: str):
    """What the environment has to say for a new database of this kind, gone afterwards; skips what is not there."""
    if kind == "sqlite":
        yield {}
        return
    if not ON_POSTGRESQL:
        pytest.skip("set MULTIFIDUS_TEST_DATABASE to a PostgreSQL server")
    name = f"multifidus_{os.urandom(6).hex()}"
    with psycopg.connect(SERVER, autocommit=True) as line:
        line.execute(f"CREATE DATABASE {name}")
        try:
            yield {"MULTIFIDUS_DATABASE": urlsplit(SERVER)._replace(path=f"/{name}").geturl()}
        finally:
            line.execute(f"DROP DATABASE {name} WITH (FORCE)")
