"""A hospital or a practice: behind TLS, a secret that was given, a second factor for staff."""

from __future__ import annotations

import os

from multifidus.clinic.settings.common import *  # noqa: F403
from multifidus.clinic.settings.common import HASHED_STATIC, STORAGES, database
from multifidus.clinic.settings.environ import data_folder, database_url, listed, metrics_token, secret_given

DATA = data_folder()
SECRET_KEY = secret_given()
SECRET_KEY_FALLBACKS = listed("MULTIFIDUS_OLD_SECRET_KEYS")
DATABASES = {"default": database(database_url(DATA))}
ALLOWED_HOSTS = listed("MULTIFIDUS_HOSTS")
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS]
ORIGIN = os.environ.get("MULTIFIDUS_ORIGIN") or (f"https://{ALLOWED_HOSTS[0]}" if ALLOWED_HOSTS else "")
ALLAUTH_TRUSTED_PROXY_COUNT = int(os.environ.get("MULTIFIDUS_PROXY_COUNT", "1"))  # whose word on addresses is taken
METRICS_TOKEN = metrics_token()
STATIC_ROOT = DATA / "static"
STORAGES = {**STORAGES, "staticfiles": HASHED_STATIC}
TRUSTED_PROXIES = listed("MULTIFIDUS_PROXIES", "127.0.0.1")

SECURE_SSL_REDIRECT = True
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
SESSION_COOKIE_NAME = "__Host-sessionid"
CSRF_COOKIE_NAME = "__Host-csrftoken"

EMAIL_HOST = os.environ.get("MULTIFIDUS_MAIL_HOST", "localhost")
EMAIL_PORT = int(os.environ.get("MULTIFIDUS_MAIL_PORT", "25"))
EMAIL_HOST_USER = os.environ.get("MULTIFIDUS_MAIL_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("MULTIFIDUS_MAIL_PASSWORD", "")
EMAIL_USE_TLS = os.environ.get("MULTIFIDUS_MAIL_TLS", "1") == "1"
DEFAULT_FROM_EMAIL = os.environ.get("MULTIFIDUS_MAIL_FROM", "multifidus@localhost")
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https"
