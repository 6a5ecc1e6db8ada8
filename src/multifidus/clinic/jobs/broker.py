"""How django-q2's workers get their jobs: from our table. What it would pickle into the database is never written."""

from __future__ import annotations

import ctypes
import os
import signal
import sys
from time import sleep

from django.db import close_old_connections
from django.utils import timezone
from django_q.brokers import Broker
from django_q.conf import Conf
from django_q.signing import SignedPackage

from multifidus.clinic.jobs.claims import Claim, claim
from multifidus.clinic.jobs.queue import depth
from multifidus.clinic.jobs.schedules import ask_for_due, make_schedules

RUN = "multifidus.clinic.jobs.running.run"
PR_SET_PDEATHSIG = 1


class JobBroker(Broker):  # type: ignore[misc]
    """The broker that `Q_CLUSTER` names. The package of a job is made when it is claimed and lives in memory alone."""

    def ping(self) -> bool:
        """True; a cluster asks once when it starts, and finds its schedules made."""
        die_with_parent()
        os.register_at_fork(after_in_child=die_with_parent)
        make_schedules()
        return True

    def dequeue(self) -> list[tuple[int, str]] | None:
        """The next job with the package that tells a worker to run it; None after a moment when none is due."""
        close_old_connections()
        ask_for_due()
        found = claim()
        if found is None:
            sleep(Conf.POLL)
            return None
        return [(found.job, package(found))]

    def queue_size(self) -> int:
        """How many jobs are due."""
        return depth().due

    def acknowledge(self, task_id: int) -> None:
        """Nothing: whoever ran a job has said in the table how it ended."""

    def info(self) -> str:
        """What it is called in django-q2's own words."""
        return "jobs"


def package(claimed: Claim) -> str:
    """What the worker unpacks: to run one job by its number."""
    return str(
        SignedPackage.dumps(
            {
                "id": f"{claimed.job:032d}",
                "name": f"{claimed.kind}-{claimed.job}",
                "func": RUN,
                "args": (claimed.job, claimed.kind, claimed.token),
                "kwargs": {},
                "started": timezone.now(),
            }
        )
    )


def die_with_parent() -> None:
    """Ends this process when its parent was killed: an orphan would go on with old code. Linux alone can do that."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
