"""A hospital or a practice: behind TLS, a secret that was given, a second factor for staff.

Each variable is told in docs/operate/settings.md; one that is missing stops the start and says what to do.
"""

from __future__ import annotations

import os

from multifidus.clinic.settings.common import *  # noqa: F403
from multifidus.clinic.settings.common import HASHED_STATIC, STORAGES
from multifidus.clinic.settings.databases import database
from multifidus.clinic.settings.environ import (
    data_folder,
    database_url,
    given,
    hosts,
    listed,
    metrics_token,
    number,
    secret_given,
    secret_in,
    switch,
)

DATA = data_folder()
SECRET_KEY = secret_given()
SECRET_KEY_FALLBACKS = listed("MULTIFIDUS_OLD_SECRET_KEYS")
DATABASES = {"default": database(database_url(DATA))}
METRICS_TOKEN = metrics_token()
STATIC_ROOT = DATA / "static"
STORAGES = {**STORAGES, "staticfiles": HASHED_STATIC}

ALLOWED_HOSTS = hosts()
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS]
ORIGIN = os.environ.get("MULTIFIDUS_ORIGIN") or f"https://{ALLOWED_HOSTS[0]}"

# Who stands before us is believed by its address, in gunicorn: a header alone proves nothing.
TRUSTED_PROXIES = listed("MULTIFIDUS_PROXIES", "127.0.0.1")
ALLAUTH_TRUSTED_PROXY_COUNT = number("MULTIFIDUS_PROXY_COUNT", 1)  # whose word on addresses is taken

SECURE_SSL_REDIRECT = True
SECURE_HSTS_SECONDS = 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
LANGUAGE_COOKIE_SECURE = True
SESSION_COOKIE_NAME = "__Host-sessionid"
CSRF_COOKIE_NAME = "__Host-csrftoken"

EMAIL_HOST = given("MULTIFIDUS_MAIL_HOST", "nobody can confirm an address without mail", "name the mail server")
EMAIL_PORT = number("MULTIFIDUS_MAIL_PORT", 587)
EMAIL_HOST_USER = os.environ.get("MULTIFIDUS_MAIL_USER", "")
EMAIL_HOST_PASSWORD = secret_in("MULTIFIDUS_MAIL_PASSWORD")
EMAIL_USE_SSL = EMAIL_PORT == 465
EMAIL_USE_TLS = switch("MULTIFIDUS_MAIL_TLS", on=True) and not EMAIL_USE_SSL
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = os.environ.get("MULTIFIDUS_MAIL_FROM") or f"multifidus@{ALLOWED_HOSTS[0]}"
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https"
