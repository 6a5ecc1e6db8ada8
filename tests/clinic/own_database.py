"""A database of its own, and real processes on it: SQLite, or PostgreSQL when the tests run on that."""

import os
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

import psycopg
from django.conf import settings

TESTS = Path(__file__).resolve().parent.parent


class Installation:
    """Where it is, and programs that know it."""

    def __init__(self, folder: Path, url: str):
        self.folder, self.url = folder, url
        known = {name: value for name, value in os.environ.items() if not name.startswith(("MULTIFIDUS_", "DJANGO_"))}
        self.environment = {
            **known,
            "MULTIFIDUS_TEST_DATABASE": url,
            "DJANGO_SETTINGS_MODULE": "clinic.queue_settings",
            "PYTHONPATH": os.pathsep.join([str(TESTS), *filter(None, [known.get("PYTHONPATH")])]),
            "ODD_JOBS": str(folder),
        }

    def start(self, program: str) -> subprocess.Popen:
        """A process that runs a few lines on this database."""
        lines = f"import django; django.setup()\n{program}"
        return subprocess.Popen(
            [sys.executable, "-c", lines],
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def does(self, program: str) -> str:
        """What such a process prints."""
        return said(self.start(program))

    def manage(self, *words: str) -> None:
        command = [sys.executable, "-m", "multifidus.clinic", *words]
        subprocess.run(command, env=self.environment, check=True, capture_output=True)

    def terminal(self, *words: str) -> subprocess.CompletedProcess:
        command = [sys.executable, "-m", "multifidus.terminal", *words]
        return subprocess.run(command, env=self.environment, capture_output=True, text=True, check=False)


def said(process: subprocess.Popen) -> str:
    out, wrong = process.communicate(timeout=120)
    assert process.returncode == 0, wrong
    return out.strip()


@contextmanager
def installation(folder: Path):
    """An empty database, migrated; gone afterwards."""
    with _database(folder) as url:
        made = Installation(folder, url)
        made.manage("migrate", "-v", "0")
        yield made


@contextmanager
def _database(folder: Path):
    given = settings.DATABASES["default"]
    if given["ENGINE"].endswith("sqlite3"):
        yield f"sqlite:///{folder / 'own.sqlite3'}"
        return
    where = {"host": given["HOST"], "port": given["PORT"], "user": given["USER"], "password": given["PASSWORD"]}
    name = f"own_{os.getpid()}"
    with psycopg.connect(dbname="postgres", autocommit=True, **where) as server:
        server.execute(f"CREATE DATABASE {name}")
        try:
            secret = f":{where['password']}" if where["password"] else ""
            yield f"postgresql://{where['user']}{secret}@{where['host'] or 'localhost'}:{where['port'] or 5432}/{name}"
        finally:
            server.execute(f"DROP DATABASE {name} WITH (FORCE)")
