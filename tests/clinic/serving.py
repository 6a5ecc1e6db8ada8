"""A real `multifidus serve` on a free port, for the tests that need one."""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

STARTED = re.compile(r"multifidus runs at (http://\S+)/")
PATIENCE_S = 60


class Service:
    """One process group; `lines` is what it has said so far."""

    def __init__(self, data: Path, *more: str, **environment: str):
        known = {name: value for name, value in os.environ.items() if not name.startswith(("MULTIFIDUS_", "DJANGO_"))}
        self.log = data / "said.txt"
        self.began = self.log.stat().st_size if self.log.exists() else 0  # the log of an earlier one stays
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "multifidus.terminal", "serve", "--port", "0", *more],
                env={**known, "MULTIFIDUS_DATA": str(data), **environment},
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    @property
    def said(self) -> str:
        return self.log.read_bytes()[self.began :].decode()

    @property
    def address(self) -> str:
        until = time.monotonic() + PATIENCE_S
        while time.monotonic() < until:
            if found := STARTED.findall(self.said):
                return found[-1]
            assert self.process.poll() is None, self.said
            time.sleep(0.05)
        raise AssertionError(self.said)

    def get(self, path: str) -> tuple[int, str]:
        try:
            with urlopen(self.address + path, timeout=PATIENCE_S) as answer:
                return answer.status, answer.read().decode()
        except HTTPError as refused:
            return refused.code, refused.read().decode()

    def wait_for(self, claim: Callable[[], bool]) -> None:
        """Until a claim comes true."""
        until = time.monotonic() + PATIENCE_S
        while not claim():
            assert time.monotonic() < until, self.said
            time.sleep(0.1)

    def stop(self) -> int:
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(PATIENCE_S)

    def kill(self) -> None:
        """As a power cut would: the whole group at once, nobody is asked."""
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(PATIENCE_S)

    def children(self) -> list[int]:
        """Processes whose parent is the one that was started."""
        found = []
        for stat in Path("/proc").glob("[0-9]*/stat"):
            with suppress(OSError):
                fields = stat.read_text().rsplit(")", 1)[1].split()
                if int(fields[1]) == self.process.pid and fields[0] != "Z":
                    found.append(int(stat.parent.name))
        return found

    def group(self) -> list[int]:
        """All living processes of the group."""
        found = []
        for stat in Path("/proc").glob("[0-9]*/stat"):
            with suppress(OSError):
                fields = stat.read_text().rsplit(")", 1)[1].split()
                if int(fields[2]) == self.process.pid and fields[0] != "Z":
                    found.append(int(stat.parent.name))
        return found


@contextmanager
def service(data: Path, *more: str, **environment: str):
    running = Service(data, *more, **environment)
    try:
        yield running
    finally:
        running.kill()
