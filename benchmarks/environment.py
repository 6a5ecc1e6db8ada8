"""The virtual environment in which the peers of a benchmark live, apart from ours and outside the repository.

python benchmarks/environment.py    makes it (a C compiler and the headers of Python are needed)
"""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import venv
from pathlib import Path
from typing import Any

from multifidus.knowledge.products import user_cache

PINNED = Path(__file__).with_name("peers.txt")
ONE_THREAD = dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1")
PIP = ("-m", "pip", "install", "--quiet", "--quiet", "--disable-pip-version-check", "--no-deps", "--requirement")


def default_folder() -> Path:
    """Where the environment is made when nobody names a place; another list of versions is another folder."""
    listed = hashlib.sha256(PINNED.read_bytes()).hexdigest()[:12]
    return user_cache() / f"peers-{sys.version_info.major}.{sys.version_info.minor}-{listed}"


def python_in(folder: Path) -> Path:
    """The Python of an environment."""
    return folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def is_ready(folder: Path) -> bool:
    """Whether everything of the list was installed there."""
    return (folder / "ready").exists()


def prepare(folder: Path) -> None:
    """Make the environment, which takes some minutes; nothing to do where it is ready."""
    if is_ready(folder):
        return
    print(f"setting up the peers in {folder} ...", file=sys.stderr)
    venv.create(folder, with_pip=True, clear=True)
    subprocess.run([str(python_in(folder)), *PIP, str(PINNED)], check=True)
    (folder / "ready").touch()


class Peer:
    """A program in that environment which answers a line with a line."""

    def __init__(self, folder: Path, *command: str) -> None:
        self.name = command[-1]
        self.process = subprocess.Popen(
            [str(python_in(folder)), *command],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,  # what a peer writes there may quote a note
            text=True,
            env={**os.environ, **ONE_THREAD, "PYTHONPATH": ""},
        )

    def tell(self, message: dict[str, Any]) -> None:
        assert self.process.stdin is not None
        print(json.dumps(message), file=self.process.stdin, flush=True)

    def ask(self, message: dict[str, Any]) -> dict[str, Any]:
        """The answer to a message; raises RuntimeError where there is none."""
        self.tell(message)
        assert self.process.stdout is not None
        answer: dict[str, Any] = json.loads(self.process.stdout.readline() or '{"fault": "it ended"}')
        if "fault" in answer:
            raise RuntimeError(f"{self.name} gave no answer: {answer['fault']}")
        return answer

    def end(self) -> None:
        assert self.process.stdin is not None
        self.process.stdin.close()
        self.process.wait()


if __name__ == "__main__":
    prepare(default_folder())
