"""Where the service listens: the socket, taken before anything else is done."""

from __future__ import annotations

import errno
import ipaddress
import socket

from multifidus.errors import ServiceError

LOOPBACK_NAMES = ("localhost",)
PRIVILEGED = 1024


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach this host."""
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host.lower() in LOOPBACK_NAMES


def take(host: str, port: int) -> socket.socket:
    """A socket that is bound and does not listen yet. Raises ServiceError where the address cannot be had."""
    where = f"{host}, port {port}"
    if not 0 <= port <= 65535:
        raise ServiceError(where=where, problem="no such port", remedy="give --port a number from 1024 to 65535")
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    taken = socket.socket(family, socket.SOCK_STREAM)
    taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        taken.bind((host.strip("[]"), port))
    except OSError as error:
        taken.close()
        raise ServiceError(where=where, **_told(error, port)) from None
    return taken


def _told(error: OSError, port: int) -> dict[str, str]:
    if error.errno == errno.EADDRINUSE:
        return {
            "problem": "another program listens there, perhaps a multifidus that still runs",
            "remedy": f"stop it, or choose another port: multifidus serve --port {port + 1}",
        }
    if error.errno in (errno.EACCES, errno.EPERM):
        return {"problem": "this user may not listen there", "remedy": f"choose a port from {PRIVILEGED} on"}
    return {"problem": "this machine has no such address", "remedy": "leave --host out, or name one of its addresses"}
