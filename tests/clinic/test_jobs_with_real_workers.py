"""A real cluster of workers on a database of its own: SQLite, and PostgreSQL when the tests run on that."""

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest

from clinic.odd_jobs import WORDS, told
from clinic.own_database import Installation, installation

PATIENCE_S = 30
FINISHED = "SELECT count(*) FROM jobs_job WHERE state IN ('done', 'failed')"


class Queue:
    """Workers on an installation."""

    def __init__(self, installed: Installation):
        self.installed, self.does = installed, installed.does
        self.log = installed.folder / "said.txt"
        self.clusters: list[subprocess.Popen] = []

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
                env={**self.installed.environment, **environment},
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


@pytest.fixture
def queue(tmp_path, monkeypatch):
    monkeypatch.setenv("ODD_JOBS", str(tmp_path))
    with installation(tmp_path) as installed:
        queue = Queue(installed)
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
