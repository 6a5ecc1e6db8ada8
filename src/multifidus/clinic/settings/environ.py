"""What the environment says: where data lies, which database, which secret. What cannot be, says what to do."""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from zoneinfo import available_timezones

from django.core.exceptions import ImproperlyConfigured

from multifidus.errors import ServiceError

SECRET_LENGTH = 64
SHORTEST_SECRET = 50
LEAST_DIFFERENT = 5  # characters: a row of x is no secret


class SettingError(ServiceError, ImproperlyConfigured):
    """A setting that is missing or cannot be right."""


def data_folder() -> Path:
    """The folder of all that has to be kept, made when it is missing; nobody else on the machine can read it."""
    named = os.environ.get("MULTIFIDUS_DATA")
    home = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
    folder = Path(named).expanduser().resolve() if named else home / "multifidus"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise SettingError(
            where=f"MULTIFIDUS_DATA, {folder}",
            problem=f"the folder cannot be made ({error.strerror})",
            remedy="name a folder that this user may write to",
        ) from None
    if not os.access(folder, os.W_OK | os.X_OK):
        raise SettingError(
            where=f"MULTIFIDUS_DATA, {folder}",
            problem="this user may not write there",
            remedy="give the folder to the user that runs multifidus, or name another",
        )
    return folder


def database_url(data: Path) -> str:
    """The address of the database: MULTIFIDUS_DATABASE, or SQLite in the data folder."""
    return secret_in("MULTIFIDUS_DATABASE") or f"sqlite:///{data / 'clinic.sqlite3'}"


def secret_given() -> str:
    """The secret that an installation was given; raises SettingError when there is none, or one that is guessed."""
    name = "MULTIFIDUS_SECRET_KEY"
    key = secret_in(name)
    if not key:
        raise SettingError(
            where=name,
            problem="the installation has no secret",
            remedy=f"set {name}_FILE to a file that only the service can read, with {SHORTEST_SECRET} random "
            f"characters or more, as `openssl rand -base64 48` makes them",
        )
    if len(key) < SHORTEST_SECRET or len(set(key)) < LEAST_DIFFERENT:
        raise SettingError(
            where=name, problem="it could be guessed", remedy=f"{SHORTEST_SECRET} random characters or more"
        )
    return key


def secret_in(name: str) -> str:
    """What a variable holds, or the file that the same name with _FILE leads to; empty when neither is set."""
    file = os.environ.get(f"{name}_FILE")
    if not file:
        return os.environ.get(name, "")
    try:
        return Path(file).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        why = error.strerror if isinstance(error, OSError) else "it is no text"
        raise SettingError(
            where=f"{name}_FILE, {file}", problem=f"it cannot be read ({why})", remedy="name a file that is there"
        ) from None


def metrics_token() -> str:
    """The token for /metrics; empty when none is set, and then nobody can read it from another machine."""
    return secret_in("MULTIFIDUS_METRICS_TOKEN")


def secret_kept(data: Path) -> str:
    """The secret of an embedded installation, drawn once and kept in its data folder."""
    if key := secret_in("MULTIFIDUS_SECRET_KEY"):
        return key
    file = data / "secret_key"
    try:
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as kept:
            kept.write(secrets.token_urlsafe(SECRET_LENGTH))
    except FileExistsError:
        pass
    return file.read_text(encoding="utf-8").strip()


def given(name: str, problem: str, remedy: str) -> str:
    """What a variable holds; raises SettingError when it is empty."""
    value = os.environ.get(name, "").strip()
    if not value:
        raise SettingError(where=name, problem=problem, remedy=remedy)
    return value


def hosts() -> list[str]:
    """The names under which the service is reached, MULTIFIDUS_HOSTS; raises SettingError for none and for all."""
    name = "MULTIFIDUS_HOSTS"
    given(
        name, "nobody knows under which name it is reached", "set it to the name in the address, as spine.example.org"
    )
    found = listed(name)
    if wrong := [host for host in found if host.startswith("*") or "/" in host or ":" in host]:
        raise SettingError(where=name, problem=f"{wrong[0]} is no name of a host", remedy="write spine.example.org")
    return found


def number(name: str, default: int) -> int:
    """The whole number that a variable holds; raises SettingError for anything else."""
    text = os.environ.get(name, "").strip() or str(default)
    if not text.isdigit():
        raise SettingError(where=name, problem=f"{text} is no whole number", remedy=f"write one, as {default}")
    return int(text)


def switch(name: str, *, on: bool) -> bool:
    """Whether a variable says 1 or 0; raises SettingError for anything else."""
    text = os.environ.get(name, "").strip() or str(int(on))
    if text not in ("0", "1"):
        raise SettingError(where=name, problem=f"{text} is neither 1 nor 0", remedy="write 1 for yes, 0 for no")
    return text == "1"


def listed(name: str, default: str = "") -> list[str]:
    """The words of a variable that holds a list, parted by commas."""
    return [word.strip() for word in os.environ.get(name, default).split(",") if word.strip()]


def sign_up() -> str:
    """Who may make an account, MULTIFIDUS_SIGN_UP: `open` for everybody, `invited` for whoever a clinic invites."""
    chosen = os.environ.get("MULTIFIDUS_SIGN_UP", "open")
    if chosen not in ("open", "invited"):
        raise SettingError(
            where="MULTIFIDUS_SIGN_UP", problem=f"{chosen} is neither `open` nor `invited`", remedy="write one of them"
        )
    return chosen


def home_time_zone() -> str:
    """The time zone of the installation, MULTIFIDUS_TIME_ZONE, UTC without; raises SettingError for one not known."""
    chosen = os.environ.get("MULTIFIDUS_TIME_ZONE", "").strip() or "UTC"
    if chosen not in available_timezones():
        raise SettingError(
            where="MULTIFIDUS_TIME_ZONE",
            problem=f"no time zone is called {chosen}",
            remedy="write it as Europe/Dublin, or leave it empty for UTC",
        )
    return chosen
