"""`account ADDRESS ...`: what the people who run the service do for somebody who cannot do it themselves."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Callable
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from multifidus.clinic.people.closing import close, objections, open_again
from multifidus.clinic.people.managing import forget_second_factors
from multifidus.clinic.people.models import Person
from multifidus.clinic.people.sessions import end_all


class Command(BaseCommand):
    """One account, found by its address, and one thing done with it."""

    help = "Does one thing with one account: forget its second step, sign it out, close it, open it again."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """An address and what to do."""
        parser.add_argument("address", help="the e-mail address that the person signs in with")
        parser.add_argument("act", choices=sorted(ACTS), help="what to do")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Says what was done."""
        try:
            person = Person.objects.get_by_natural_key(options["address"])
        except Person.DoesNotExist:
            raise CommandError(f"{options['address']}: no account has this address; check how it is written") from None
        self.stdout.write(ACTS[options["act"]](person))


def forget(person: Person) -> str:
    """Forgets the second step of somebody who lost their phone."""
    forget_second_factors(person)
    return "Forgotten. They sign in with their password and set up a new second step."


def sign_out(person: Person) -> str:
    """Ends all sessions of a person."""
    end_all(person)
    return "Signed out everywhere."


def shut(person: Person) -> str:
    """Closes an account, unless a room above objects."""
    if against := objections(person):
        raise CommandError(" ".join(against))
    close(person, by=None)
    return "Closed. Nobody signs in with it; the record stays."


def reopen(person: Person) -> str:
    """Opens a closed account."""
    open_again(person)
    return "Open again, with the password and the second step that it had."


ACTS: dict[str, Callable[[Person], str]] = {
    "forget-second-step": forget,
    "sign-out": sign_out,
    "close": shut,
    "reopen": reopen,
}
