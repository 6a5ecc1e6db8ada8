"""What the environment says: where data lies, which database, which secret."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

SECRET_LENGTH = 64


def data_folder() -> Path:
    """The folder of all that has to be kept, made when it is missing; nobody else on the machine can read it."""
    named = os.environ.get("MULTIFIDUS_DATA")
    home = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
    folder = Path(named).expanduser().resolve() if named else home / "multifidus"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def database_url(data: Path) -> str:
    """The address of the database: MULTIFIDUS_DATABASE, or SQLite in the data folder."""
    return os.environ.get("MULTIFIDUS_DATABASE") or f"sqlite:///{data / 'clinic.sqlite3'}"


def secret_given() -> str:
    """The secret that an installation was given; raises ImproperlyConfigured when there is none."""
    if key := os.environ.get("MULTIFIDUS_SECRET_KEY"):
        return key
    if file := os.environ.get("MULTIFIDUS_SECRET_KEY_FILE"):
        return Path(file).read_text(encoding="utf-8").strip()
    raise ImproperlyConfigured(
        "MULTIFIDUS_SECRET_KEY: the installation has no secret; set it, or set MULTIFIDUS_SECRET_KEY_FILE to a file "
        "that only the service can read (50 random characters or more)"
    )


def metrics_token() -> str:
    """The token for /metrics; empty when none is set, and then nobody can read it from another machine."""
    if file := os.environ.get("MULTIFIDUS_METRICS_TOKEN_FILE"):
        return Path(file).read_text(encoding="utf-8").strip()
    return os.environ.get("MULTIFIDUS_METRICS_TOKEN", "")


def secret_kept(data: Path) -> str:
    """The secret of an embedded installation, drawn once and kept in its data folder."""
    if os.environ.get("MULTIFIDUS_SECRET_KEY") or os.environ.get("MULTIFIDUS_SECRET_KEY_FILE"):
        return secret_given()
    file = data / "secret_key"
    try:
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as kept:
            kept.write(secrets.token_urlsafe(SECRET_LENGTH))
    except FileExistsError:
        pass
    return file.read_text(encoding="utf-8").strip()


def listed(name: str, default: str = "") -> list[str]:
    """The words of a variable that holds a list, parted by commas."""
    return [word.strip() for word in os.environ.get(name, default).split(",") if word.strip()]


def sign_up() -> str:
    """Who may make an account, MULTIFIDUS_SIGN_UP: `open` for everybody, `invited` for whoever a clinic invites."""
    chosen = os.environ.get("MULTIFIDUS_SIGN_UP", "open")
    if chosen not in ("open", "invited"):
        raise ImproperlyConfigured(f"MULTIFIDUS_SIGN_UP: {chosen} is neither `open` nor `invited`; write one of them")
    return chosen
