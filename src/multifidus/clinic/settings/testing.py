"""Our own tests and the type checker: a database of their own, quick passwords, mail kept in memory."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from multifidus.clinic.settings.common import *  # noqa: F403
from multifidus.clinic.settings.databases import database

DATA = Path(tempfile.gettempdir()) / f"multifidus-tests-{os.getuid()}"
SECRET_KEY = "only for tests, where nothing is worth keeping secret"
DATABASES = {"default": database(os.environ.get("MULTIFIDUS_TEST_DATABASE") or "sqlite://:memory:")}
DATABASES["default"]["CONN_MAX_AGE"] = 0  # or a live server keeps one open that nobody can close
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, as in earnest: in memory two threads lock each other out at once instead of waiting.
    DATABASES["default"]["TEST"] = {"NAME": str(DATA / f"tests-{os.getpid()}.sqlite3")}
ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
ACCOUNT_EMAIL_VERIFICATION = "optional"
STATIC_ROOT = DATA / "static"
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
STAFF_SECOND_FACTOR = False
