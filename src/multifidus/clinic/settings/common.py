"""What every installation shares; the other files add where it runs."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from multifidus.clinic.settings.environ import home_time_zone, sign_up

CLINIC = Path(__file__).resolve().parent.parent
DEBUG = False  # never: a traceback may hold what a patient said

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.forms",
    "multifidus.clinic.design",  # before allauth: its pages wear our templates
    "multifidus.clinic.people",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "csp",
    "django_q",
    "multifidus.clinic.jobs",
    "multifidus.clinic.audit",
    "multifidus.clinic.clinics",
    "multifidus.clinic.records",
    "multifidus.clinic.oversight",
    "multifidus.clinic.charts",
    "multifidus.clinic.interviews",
    "multifidus.clinic.diary",
    "multifidus.clinic.plans",
    "multifidus.clinic.booking",
    "multifidus.clinic.lifts",
    "multifidus.clinic.api",
    "multifidus.clinic.operations",
    "multifidus.clinic.example",
]

MIDDLEWARE = [
    "multifidus.clinic.operations.observing.Observe",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "multifidus.clinic.operations.headers.NothingKept",
    "multifidus.clinic.api.shape.OneShape",
    "multifidus.clinic.operations.bodies.BoundedBody",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "multifidus.clinic.people.sessions.SessionsEnd",
    "multifidus.clinic.people.zones.TimeZones",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "multifidus.clinic.people.second_factor.SecondFactorRequired",
]

ROOT_URLCONF = "multifidus.clinic.urls"
WSGI_APPLICATION = "multifidus.clinic.wsgi.application"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "multifidus.clinic.records.banner.emergency",
                "multifidus.clinic.interviews.context.interview",
                "multifidus.clinic.people.context.session_clock",
                "multifidus.clinic.people.zones.zone_told",
                "multifidus.clinic.example.context.example",
                "multifidus.clinic.design.context.page",
            ]
        },
    }
]
FORM_RENDERER = "multifidus.clinic.design.rendering.Rendering"
CSRF_FAILURE_VIEW = "multifidus.clinic.design.errors.csrf_failure"

AUTH_USER_MODEL = "people.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_LENGTH = 10
AUTH_PASSWORD_VALIDATORS: list[dict[str, Any]] = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("email", "name")},
    },
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": PASSWORD_LENGTH},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]

SIGN_UP = sign_up()  # "open", or "invited": only whoever a clinic has invited
ORIGIN = ""  # https://clinic.example: where the links in mails lead; empty says wherever it was asked from
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_SIGNUP_FORM_CLASS = "multifidus.clinic.people.sign_up.NameAndTerms"
ACCOUNT_FORMS = {
    "login": "multifidus.clinic.people.forms.SignInForm",
    "signup": "multifidus.clinic.people.forms.SignUpForm",
    "add_email": "multifidus.clinic.people.forms.ChangeEmailForm",
    "change_password": "multifidus.clinic.people.forms.ChangePasswordForm",
    "set_password": "multifidus.clinic.people.forms.SetPasswordForm",
    "reset_password": "multifidus.clinic.people.forms.ForgottenPasswordForm",
    "reset_password_from_key": "multifidus.clinic.people.forms.NewPasswordForm",
    "reauthenticate": "multifidus.clinic.people.forms.ConfirmForm",
}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_ADAPTER = "multifidus.clinic.people.accounts.Accounts"
ACCOUNT_CHANGE_EMAIL = True  # one address: the old one holds until the new one is confirmed
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_REAUTHENTICATION_METHODS = ("password", "mfa")  # whoever reads somebody's mail may not change their account
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False  # this session stays, every other one ends
ACCOUNT_RATE_LIMITS = {
    "login": "60/m/ip",  # a hospital at the change of a shift
    "login_failed": "30/15m/ip,5/15m/key",  # a clinic may sit behind one address, a person is one account
    "signup": "60/h/ip",
    "reset_password": "20/h/ip,3/h/key",  # each sends a mail
    "manage_email": "10/h/user",
    "change_password": "5/15m/user",
}
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_LOGOUT_REDIRECT_URL = "home"
MFA_ADAPTER = "multifidus.clinic.people.second_factor.SecondFactors"
MFA_FORMS = {
    "authenticate": "multifidus.clinic.people.forms.CodeForm",
    "reauthenticate": "multifidus.clinic.people.forms.ConfirmByCodeForm",
    "activate_totp": "multifidus.clinic.people.forms.AppForm",
    "add_webauthn": "multifidus.clinic.people.forms.PasskeyForm",
    "edit_webauthn": "multifidus.clinic.people.forms.PasskeyNameForm",
}
MFA_RATE_LIMITS = {"webauthn_login": "60/m/ip"}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "multifidus"
MFA_TOTP_TOLERANCE = 1  # clocks of phones are off by seconds; a code still holds once only
# A new address waits unconfirmed while the old one holds; sign-in asks for a confirmed one where that matters.
MFA_ALLOW_UNVERIFIED_EMAIL = True
USERSESSIONS_TRACK_ACTIVITY = False  # people/sessions.py does, once a minute

# Counts of tries and codes that were used: in the database, as every process of every machine has to see them.
CACHES: dict[str, Any] = {
    "default": {
        "BACKEND": "multifidus.clinic.people.counts.PlainDatabaseCache",
        "LOCATION": "people_counts",
        "OPTIONS": {"MAX_ENTRIES": 100_000},  # beyond, a third is forgotten; an attack makes far fewer
    },
    # django-q2 tells itself how it is twice a second; in the database that would be writes for nobody.
    "jobs": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
}

SESSION_ENGINE = "multifidus.clinic.people.session_rows"
SESSION_COOKIE_AGE = int(timedelta(hours=12).total_seconds())
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "worker-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "object-src": [NONE],
    }
}
LOGGING_CONFIG = "multifidus.clinic.operations.logs.configure"
LOGGING = {"style": "json"}

API_RATES = {"asked": 600, "assess": 30}  # a minute, of one person; of one address while nobody is signed in
# Of one address while nobody is signed in, else of one person. A clinic's waiting room shares an address.
# read: a text; look: a page that is worked out anew each time, which takes a core for up to half a second.
INTERVIEW_RATES = {"answer": "1200/m", "read": "60/m", "look": "120/m", "keep": "60/h"}
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
LARGEST_BODY_BYTES = 5_000_000  # of any request; no page takes files yet

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("de", _("German"))]
FORMAT_MODULE_PATH = ["multifidus.clinic.design.formats"]
LANGUAGE_COOKIE_AGE = int(timedelta(days=365).total_seconds())
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
LOCALE_PATHS = [CLINIC / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = home_time_zone()  # of new clinics, and of whoever has none; what is kept is kept in UTC

STATIC_URL = "static/"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
HASHED_STATIC = {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}  # where `serve` gathers them
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

Q_CLUSTER: dict[str, Any] = {
    "name": "multifidus",
    "broker_class": "multifidus.clinic.jobs.broker.JobBroker",  # jobs come from our own table
    "cache": "jobs",
    "scheduler": False,  # and so do the schedules
    "workers": 1,
    "timeout": 300,
    "retry": 360,  # for how long a job is locked: a worker that was killed is missed after that
    "poll": 1,
    "save_limit": -1,  # django-q2 keeps nothing of a job: it would be pickled
    "label": "Jobs",
}
JOB_WAITS_S = (30, 120, 600, 3600, 21600)  # before the next try of a job that failed; after the last it needs somebody

THIS_MACHINE_ONLY = False  # `serve` refuses to listen where others could reach it
TRUSTED_PROXIES: list[str] = []  # whose X-Forwarded-Proto is believed
METRICS_TOKEN = ""  # who carries it may read /metrics from another machine
EXAMPLE_CLINIC = False  # an example clinic with one-click sign-in; `embedded` alone may switch it on
STAFF_SECOND_FACTOR = True  # whoever works in a clinic signs in with a second factor
