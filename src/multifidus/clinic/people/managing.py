"""What the people who run the service do with one account, from the command line of its machine."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from django.db import transaction

from multifidus.clinic.people.models import Person
from multifidus.clinic.people.sessions import end_all
from multifidus.clinic.people.signals import second_factors_forgotten


def forget_second_factors(person: Person) -> int:
    """How many second factors were forgotten: the phone is lost. Every session ends, so that the password is asked."""
    with transaction.atomic():
        forgotten, _ = Authenticator.objects.filter(user=person).delete()
        end_all(person)
        second_factors_forgotten.send(sender=Person, person=person)
    return int(forgotten)
