"""Closing an account, and opening it again."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from multifidus.clinic.people.models import Person
from multifidus.clinic.people.sessions import end_all
from multifidus.clinic.people.signals import account_closed, account_closing, account_opened


def objections(person: Person) -> list[str]:
    """Why the account cannot be closed now, as the rooms above say; empty when it can."""
    return [str(why) for _, why in account_closing.send(sender=Person, person=person) if why]


def close(person: Person, *, by: Person | None) -> None:
    """Closes the account: nobody can sign in with it, and all its sessions end. What was recorded stays."""
    with transaction.atomic():
        person.is_active = False
        person.closed_at = timezone.now()
        person.save(update_fields=["is_active", "closed_at"])
        end_all(person)
        account_closed.send(sender=Person, person=person, by=by)


def open_again(person: Person) -> None:
    """Opens a closed account; password and second factor are as they were."""
    with transaction.atomic():
        person.is_active = True
        person.closed_at = None
        person.save(update_fields=["is_active", "closed_at"])
        account_opened.send(sender=Person, person=person)
