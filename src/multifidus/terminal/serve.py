"""`multifidus serve`: the web app on this machine."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from multifidus.terminal.clinic_room import enter
from multifidus.terminal.command import add_command

EXAMPLE = "multifidus serve\n  multifidus serve --port 8080"


def add(commands: Any) -> None:
    """The command."""
    serve = add_command(commands, "serve", "run the web app, reachable from this machine alone", _serve, EXAMPLE)
    serve.add_argument("--port", type=int, default=8000, help="default: 8000; 0 takes a free one")
    serve.add_argument("--host", default="127.0.0.1", help="default: 127.0.0.1, this machine alone")
    serve.add_argument("--workers", type=_workers, default=None, metavar="N", help="default: one a core, 2 to 4")
    serve.add_argument("--only", choices=("web", "jobs"), help="pages or jobs alone, where each has its machine")


def _workers(text: str) -> int:
    if not text.isdigit() or not 1 <= int(text) <= 64:
        raise argparse.ArgumentTypeError(f"{text!r} is no number of workers; say 1 to 64")
    return int(text)


def _serve(given: argparse.Namespace) -> int:
    enter(before=lambda data: _count(data / f"metrics-{given.only or 'all'}"))
    from multifidus.clinic.operations.serving import Wish, serve

    serve(Wish(given.host, given.port, given.workers, given.only), say=_say)
    return 0


def _count(folder: Path) -> None:
    from multifidus.clinic.operations.metrics import share_between_processes

    share_between_processes(folder)


def _say(line: str) -> None:
    print(line, flush=True)
