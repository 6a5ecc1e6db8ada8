"""Whoever signs in; what they may do comes from their record and from the clinics they work in."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.crypto import get_random_string, salted_hmac
from django.utils.translation import gettext_lazy as _


def new_session_salt() -> str:
    """A word that nobody can guess."""
    return get_random_string(22)


class People(BaseUserManager["Person"]):
    """All who can sign in, found by their e-mail address however it is written."""

    def create_user(self, email: str, password: str | None = None, **more: Any) -> Person:
        """A new person; without a password they cannot sign in by one."""
        person = self.model(email=self.normalize_email(email).lower(), **more)
        person.set_password(password)
        person.save(using=self._db)
        return person

    def get_by_natural_key(self, username: str | None) -> Person:
        """The person with this e-mail address."""
        return self.get(email__iexact=username)


class Person(AbstractBaseUser):
    """Somebody with an account, known by their e-mail address."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(_("name"), max_length=200, blank=True)
    language = models.CharField(_("language"), max_length=8, blank=True)
    time_zone = models.CharField(_("time zone"), max_length=64, blank=True)  # empty: that of their clinic
    is_active = models.BooleanField(default=True)
    date_joined = models.DateTimeField(default=timezone.now)
    agreed_at = models.DateTimeField(null=True, blank=True, editable=False)  # to the terms, at sign-up
    closed_at = models.DateTimeField(null=True, blank=True, editable=False)
    # Part of what a session is checked against: a new one ends every session, also those that nobody listed.
    session_salt = models.CharField(max_length=22, default=new_session_salt, editable=False)

    objects: ClassVar[People] = People()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        constraints = (models.UniqueConstraint(Lower("email"), name="one_person_an_address"),)
        verbose_name = _("person")
        verbose_name_plural = _("people")

    def __str__(self) -> str:
        return self.name or self.email

    def get_full_name(self) -> str:
        """The name, or the address while no name was given."""
        return str(self)

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """What a session has to match at each request: made of the password and of the salt."""
        told = f"{self.password}{self.session_salt}"
        return salted_hmac("multifidus.people.session", told, secret=secret, algorithm="sha256").hexdigest()
