"""`multifidus serve`: all made ready, then kept running until somebody stops it."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any
from wsgiref.util import setup_testing_defaults

from django.conf import settings
from django.core.management import call_command
from django.utils import timezone

from multifidus import __version__
from multifidus.assess import assess
from multifidus.clinic.charts.engine import engine
from multifidus.clinic.operations.address import is_loopback, take
from multifidus.clinic.operations.backups.taking import back_up
from multifidus.clinic.operations.database import migrate, talkative
from multifidus.clinic.operations.logs import last_words, log
from multifidus.clinic.operations.queue_worker import work
from multifidus.clinic.operations.running import hold_as_served
from multifidus.clinic.operations.static_files import gather_static_files
from multifidus.clinic.operations.supervisor import Keeper, Part
from multifidus.clinic.operations.web import Web, workers_for
from multifidus.errors import ServiceError
from multifidus.findings.files import read_file

WEB, JOBS = "web", "jobs"
BACKLOG = 512
FIRST_WORDS = b"my back locked up when I lifted a sofa"


@dataclass(frozen=True)
class Wish:
    """What was asked for: where to listen, with how many workers, and which part alone."""

    host: str = "127.0.0.1"
    port: int = 8000
    workers: int | None = None
    only: str | None = None


def serve(wish: Wish, say: Callable[[str], None]) -> None:
    """Runs until it is stopped; `say` tells whoever started it where it is. Raises ServiceError."""
    last_words()
    listening = None if wish.only == JOBS else listen(wish)
    running = hold_as_served()
    prepare(say, pages=listening is not None)
    parts: dict[str, Part] = {}
    if listening is not None:
        parts[WEB] = Web(listening, wish.workers or workers_for(os.cpu_count()), settings.TRUSTED_PROXIES)
    if wish.only != WEB:
        parts[JOBS] = partial(_work, listening)
    if listening is not None:
        listening.listen(BACKLOG)  # from now on whoever comes is answered, and waits rather than be turned away
    for line in _told(wish, listening):
        say(line)
    Keeper(parts, told=_died).run()
    running.close()
    say("Stopped.")


def _work(listening: socket.socket | None) -> int:
    if listening is not None:
        listening.close()  # a job that takes long to end must not hold the port
    return work()


def listen(wish: Wish) -> socket.socket:
    """The socket. Raises ServiceError where other machines could reach a service that is set up for one."""
    if settings.THIS_MACHINE_ONLY and not is_loopback(wish.host):
        raise ServiceError(
            where=f"--host {wish.host}",
            problem="other machines could reach it, and it is set up for this one alone: no TLS, no second factor",
            remedy="leave --host out; or set MULTIFIDUS_MODE=production and what docs/operate/install.md asks for",
        )
    return take(wish.host, wish.port)


def prepare(say: Callable[[str], None], *, pages: bool) -> None:
    """Database, model and, for `pages`, static files made ready, so that the first page comes at once."""
    say("Getting ready ...")
    if migrate(before=lambda: _back_up_first(say)):
        say("The database is set up.")
    if talkative():
        say(
            "Careful: PostgreSQL writes statements into its own log, and what patients said. docs/operate/postgresql.md"
        )
    if pages:
        gather_static_files()
    warm_up(pages=pages)
    if settings.EXAMPLE_CLINIC:
        call_command("example_clinic", verbosity=0)


def _back_up_first(say: Callable[[str], None]) -> None:
    """Before tables are changed by a new version, what they hold is laid aside."""
    folder = Path(settings.DATA) / "backups"
    folder.mkdir(mode=0o700, exist_ok=True)
    file = folder / f"before-{__version__}-{timezone.now():%Y%m%dT%H%M%S}.backup"
    back_up(str(file))
    say(f"This version changes the tables; what they hold is backed up in {file}")


def warm_up(*, pages: bool) -> None:
    """Loads what every worker will share: the model, the reader of words, the pages."""
    knowledge, model = engine()
    assess(read_file("first.txt", FIRST_WORDS, knowledge).findings, knowledge, model)
    if pages:
        ask_first_page()


def ask_first_page() -> None:
    """Loads the middleware, every page, the words of the first one and the templates."""
    from multifidus.clinic.wsgi import application

    environ: dict[str, Any] = {"HTTP_HOST": settings.ALLOWED_HOSTS[0], "wsgi.url_scheme": "https"}
    setup_testing_defaults(environ)
    application(environ, _unheard).close()


def _unheard(status: str, headers: Any, fault: Any = None) -> Callable[[bytes], object]:  # noqa: ARG001
    return len


def _told(wish: Wish, listening: socket.socket | None) -> list[str]:
    lines = []
    if listening is not None:
        host = f"[{wish.host}]" if ":" in wish.host else wish.host
        lines.append(f"multifidus runs at http://{host}:{listening.getsockname()[1]}/")
        lines.append(
            "Only this machine can reach it."
            if is_loopback(wish.host)
            else "Other machines can reach it: put a proxy with TLS before it (docs/operate/install.md)."
        )
    else:
        lines.append("multifidus does jobs here; it serves no pages.")
    lines.append(f"What it keeps is in {settings.DATA}")
    lines.append("Ctrl-C stops it.")
    return lines


def _died(name: str, status: int) -> None:
    log.error("part_died_and_begins_anew", part=name, status=status)
