"""A real cluster of workers on a database of its own: SQLite, and PostgreSQL when the tests run on that."""

import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager, suppress
from pathlib import Path

import psycopg
import pytest
from django.conf import settings

from clinic.odd_jobs import WORDS, told

TESTS = Path(__file__).resolve().parent.parent
PATIENCE_S = 30
FINISHED = "SELECT count(*) FROM jobs_job WHERE state IN ('done', 'failed')"


class Queue:
    """A database with nothing but our tables, and workers on it."""

    def __init__(self, folder: Path, url: str):
        self.folder, self.log = folder, folder / "said.txt"
        known = {name: value for name, value in os.environ.items() if not name.startswith(("MULTIFIDUS_", "DJANGO_"))}
        self.environment = {
            **known,
            "MULTIFIDUS_TEST_DATABASE": url,
            "DJANGO_SETTINGS_MODULE": "clinic.queue_settings",
            "PYTHONPATH": os.pathsep.join([str(TESTS), *filter(None, [known.get("PYTHONPATH")])]),
            "ODD_JOBS": str(folder),
        }
        self.clusters: list[subprocess.Popen] = []

    def does(self, program: str) -> str:
        """What a process that knows the database prints."""
        lines = f"import django; django.setup()\n{program}"
        done = subprocess.run([sys.executable, "-c", lines], env=self.environment, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def manage(self, *words: str) -> None:
        command = [sys.executable, "-m", "multifidus.clinic", *words]
        subprocess.run(command, env=self.environment, check=True, capture_output=True)

    def ask(self, **jobs: int) -> None:
        asked = "".join(f"enqueue({kind!r}, number={number})\n" for kind, number in jobs.items())
        self.does(f"from multifidus.clinic.jobs.queue import enqueue\n{asked}")

    def rows(self, kind: str) -> list[tuple[str, int, str]]:
        return eval(
            self.does(
                "from multifidus.clinic.jobs.models import Job\n"
                f"print(list(Job.objects.filter(kind={kind!r}).values_list('state', 'tries', 'error')))"
            )
        )

    def work(self, **environment: str) -> subprocess.Popen:
        with self.log.open("ab") as log:
            cluster = subprocess.Popen(
                [sys.executable, "-m", "multifidus.clinic", "qcluster"],
                env={**self.environment, **environment},
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        self.clusters.append(cluster)
        return cluster

    def until(self, holds, what: str):
        end = time.monotonic() + PATIENCE_S
        while time.monotonic() < end:
            if found := holds():
                return found
            time.sleep(0.1)
        raise AssertionError(f"{what}: not within {PATIENCE_S} s\n{self.log.read_text()[-4000:]}")

    def stop(self) -> None:
        for cluster in self.clusters:
            with suppress(ProcessLookupError):
                os.killpg(cluster.pid, signal.SIGKILL)
            cluster.wait(PATIENCE_S)


@contextmanager
def database(folder: Path):
    given = settings.DATABASES["default"]
    if given["ENGINE"].endswith("sqlite3"):
        yield f"sqlite:///{folder / 'queue.sqlite3'}"
        return
    where = {"host": given["HOST"], "port": given["PORT"], "user": given["USER"], "password": given["PASSWORD"]}
    name = f"queue_{os.getpid()}"
    with psycopg.connect(dbname="postgres", autocommit=True, **where) as server:
        server.execute(f"CREATE DATABASE {name}")
        try:
            secret = f":{where['password']}" if where["password"] else ""
            yield f"postgresql://{where['user']}{secret}@{where['host'] or 'localhost'}:{where['port'] or 5432}/{name}"
        finally:
            server.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def queue(tmp_path, monkeypatch):
    monkeypatch.setenv("ODD_JOBS", str(tmp_path))
    with database(tmp_path) as url:
        queue = Queue(tmp_path, url)
        queue.manage("migrate", "-v", "0")
        try:
            yield queue
        finally:
            queue.stop()


def test_jobs_that_fail_or_lose_their_worker_are_done_in_the_end(queue):
    """One worker, four ways to go wrong: raising, being killed in the middle, never ending, killing each time."""
    queue.ask(fails_twice=1, kills_its_worker=2, takes_too_long=3, always_kills=4)
    cluster = queue.work()
    for number in (1, 2, 3):
        queue.until(lambda number=number: told(f"did_{number}"), f"job {number}")
    queue.until(lambda: queue.rows("always_kills")[0][0] == "failed", "giving up the job that kills")

    assert [told(f"did_{number}") for number in (1, 2, 3)] == [["done"]] * 3, "each was done once"
    assert queue.rows("fails_twice") == [("done", 3, "")]
    assert queue.rows("kills_its_worker") == [("done", 2, "")]
    assert len(set(told("tried_2"))) == 2, "the second try was by another worker"
    assert queue.rows("takes_too_long") == [("done", 2, "")]
    assert len(told("tried_4")) == 3, "no more tries than there are"
    assert WORDS not in queue.log.read_text()
    kept = "from django_q.models import OrmQ, Task; print(OrmQ.objects.count(), Task.objects.count())"
    assert queue.does(kept) == "0 0", "django-q2 keeps nothing pickled in the database"
    cluster.send_signal(signal.SIGTERM)
    assert cluster.wait(PATIENCE_S) == 0


def test_a_cluster_that_is_killed_leaves_no_process_behind_and_the_next_one_goes_on(queue):
    cluster = queue.work(ODD_TICKS="1")
    queue.until(lambda: told("ticks"), "the first tick of the schedule")
    group = members(cluster.pid)
    assert len(group) >= 4, "cluster, sentinel, worker, monitor, pusher"
    os.kill(cluster.pid, signal.SIGKILL)
    cluster.wait(PATIENCE_S)
    queue.until(lambda: not members(cluster.pid), "the end of the orphans")

    ticked = len(told("ticks"))
    queue.work(ODD_TICKS="1")
    queue.until(lambda: len(told("ticks")) > ticked, "a tick of the next cluster")


def members(group: int) -> list[int]:
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            fields = stat.read_text().rsplit(")", 1)[1].split()
            if int(fields[2]) == group and fields[0] != "Z":
                found.append(int(stat.parent.name))
    return found
