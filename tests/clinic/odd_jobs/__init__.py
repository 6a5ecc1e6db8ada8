"""An app with jobs that go wrong in the ways that jobs go wrong; they write what they did into the folder ODD_JOBS."""

import os
import signal
import time
from datetime import timedelta
from pathlib import Path

from django.apps import AppConfig

WORDS = "I cannot feel the skin between my legs"


class OddJobsConfig(AppConfig):
    name = "clinic.odd_jobs"
    label = "odd_jobs"

    def ready(self):
        add_odd_jobs()


def add_odd_jobs():
    from multifidus.clinic.jobs.kinds import KINDS, add_kind

    if "fails_twice" in KINDS:
        return
    add_kind("fails_twice", fails_twice, label="Fails twice")
    add_kind("never_works", never_works, label="Never works")
    add_kind("kills_its_worker", kills_its_worker, label="Kills its worker once")
    add_kind("always_kills", always_kills, label="Kills its worker each time")
    add_kind("takes_too_long", takes_too_long, label="Takes too long once")
    add_kind("ticks", ticks, label="Ticks", every=timedelta(seconds=1) if os.environ.get("ODD_TICKS") else None)


def told(what: str) -> list[str]:
    """What was done so far under this name."""
    file = Path(os.environ["ODD_JOBS"]) / what
    return file.read_text().splitlines() if file.exists() else []


def tell(what: str, line: str = "done") -> int:
    file = Path(os.environ["ODD_JOBS"]) / what
    with file.open("a") as kept:
        kept.write(f"{line}\n")
    return len(told(what))


def fails_twice(number: int):
    if tell(f"tried_{number}") <= 2:
        raise ValueError(WORDS) from KeyError(WORDS)
    tell(f"did_{number}")


def never_works(**ids):
    raise ValueError(WORDS)


def kills_its_worker(number: int):
    if tell(f"tried_{number}", str(os.getpid())) == 1:
        os.kill(os.getpid(), signal.SIGKILL)
    tell(f"did_{number}")


def always_kills(number: int):
    tell(f"tried_{number}")
    os.kill(os.getpid(), signal.SIGKILL)


def takes_too_long(number: int):
    if tell(f"tried_{number}") == 1:
        time.sleep(60)
    tell(f"did_{number}")


def ticks():
    tell("ticks")
