"""One machine: SQLite in a folder, reachable from this machine alone, with an example clinic if wanted."""

from __future__ import annotations

import os

from multifidus.clinic.settings.common import *  # noqa: F403
from multifidus.clinic.settings.common import HASHED_STATIC, STORAGES
from multifidus.clinic.settings.databases import database
from multifidus.clinic.settings.environ import data_folder, database_url, metrics_token, secret_kept

DATA = data_folder()
SECRET_KEY = secret_kept(DATA)
DATABASES = {"default": database(database_url(DATA))}
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
LOGGING = {"style": "readable"}
METRICS_TOKEN = metrics_token()
STATIC_ROOT = DATA / "static"
STORAGES = {**STORAGES, "staticfiles": HASHED_STATIC}
THIS_MACHINE_ONLY = True
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"  # nothing leaves this machine
EMAIL_FILE_PATH = DATA / "mail"
ACCOUNT_EMAIL_VERIFICATION = "optional"
STAFF_SECOND_FACTOR = False
EXAMPLE_CLINIC = os.environ.get("MULTIFIDUS_EXAMPLE") == "1"
