"""The web server: gunicorn in threads, on a socket that is there already, with everything loaded."""

from __future__ import annotations

import logging
import os
import socket
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gunicorn.app.base import BaseApplication
from gunicorn.glogging import Logger

THREADS = 8
TIMEOUT_S = 120  # no page takes as long; a worker that does is replaced
GRACE_S = 30
SHARED_MEMORY = Path("/dev/shm")
MOST_WORKERS = 4


def workers_for(cores: int | None) -> int:
    """How many processes serve pages: two at least, so that one long answer holds up nobody."""
    return max(2, min(MOST_WORKERS, cores or 1))


@dataclass(frozen=True)
class Web:
    """The part that serves pages; `proxies` are the addresses whose X-Forwarded-Proto is believed."""

    listening: socket.socket
    workers: int
    proxies: Sequence[str] = ()

    def __call__(self) -> int:
        """Serves until it is told to stop."""
        Server(self).run()
        return 0


class Server(BaseApplication):  # type: ignore[misc]
    """gunicorn, told everything in code: no file and no variable of the environment changes it."""

    def __init__(self, web: Web) -> None:
        self.web = web
        super().__init__()

    def load_config(self) -> None:
        """What differs from gunicorn's own choice."""
        chosen: dict[str, Any] = {
            "bind": [f"fd://{os.dup(self.web.listening.fileno())}"],
            "workers": self.web.workers,
            "threads": THREADS,
            "worker_class": "gthread",
            "preload_app": True,
            "timeout": TIMEOUT_S,
            "graceful_timeout": GRACE_S,
            "forwarded_allow_ips": ",".join(self.web.proxies),
            "worker_tmp_dir": str(SHARED_MEMORY) if os.access(SHARED_MEMORY, os.W_OK) else None,
            "control_socket_disable": True,
            "proc_name": "multifidus",
            "logger_class": ServerLog,
        }
        for name, value in chosen.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        """The application, loaded before by the parent."""
        from multifidus.clinic.wsgi import application

        return application


class ServerLog(Logger):  # type: ignore[misc]
    """gunicorn's own lines, sent where all others go; who asked for what is logged by the service itself."""

    def setup(self, cfg: Any) -> None:
        """No handler of its own, no access log."""
        self.cfg = cfg
        self._access_log_enabled = False
        self.loglevel = logging.WARNING
        self.error_log.setLevel(self.loglevel)
        self.error_log.propagate = True
