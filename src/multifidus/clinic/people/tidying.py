"""Forgetting what nobody needs any more: sessions that ended, counts of tries, sign-ups that nobody confirmed."""

from __future__ import annotations

from datetime import timedelta

from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import connection
from django.db.models import ProtectedError, Q
from django.utils import timezone

from multifidus.clinic.people.models import Person

UNCONFIRMED_KEPT = timedelta(days=30)


def tidy() -> None:
    """Forgets all of it; a second time at once finds nothing."""
    forget_sessions()
    forget_counts()
    forget_unconfirmed()


def forget_sessions() -> None:
    """Drops the sessions whose time is over, and their lines in the list of where somebody is signed in."""
    Session.objects.filter(expire_date__lt=timezone.now()).delete()
    UserSession.objects.exclude(session_key__in=Session.objects.values("session_key")).delete()


def forget_counts() -> None:
    """Drops the tries that count no more; Django's cache in a table drops them only when it is full."""
    table = connection.ops.quote_name(settings.CACHES["default"]["LOCATION"])
    now = connection.ops.adapt_datetimefield_value(timezone.now().replace(microsecond=0))
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {table} WHERE expires < %s", [now])


def forget_unconfirmed() -> None:
    """Drops sign-ups of a month ago whose address nobody confirmed and with which nobody ever signed in."""
    confirmed = EmailAddress.objects.filter(verified=True).values("user")
    never = Q(last_login=None, agreed_at__isnull=False, date_joined__lt=timezone.now() - UNCONFIRMED_KEPT)
    for person in Person.objects.filter(never).exclude(pk__in=confirmed):
        try:
            person.delete()
        except ProtectedError:
            continue  # a clinic has done something with this account; it is theirs to end
