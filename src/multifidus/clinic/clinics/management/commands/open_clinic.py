"""`open_clinic`: opens a clinic and prints the invitation of its first administrator."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email
from django.urls import reverse

from multifidus.clinic.clinics.invitations import VALID_FOR
from multifidus.clinic.clinics.opening import open_clinic
from multifidus.clinic.clinics.places import countries, time_zones


class Command(BaseCommand):
    """Opens a clinic."""

    help = "Opens a clinic and prints an address that its first administrator opens. Called again it opens no second."

    def add_arguments(self, parser: CommandParser) -> None:
        """What has to be told."""
        parser.add_argument("name", help="the name of the clinic")
        parser.add_argument("--administrator", required=True, help="the e-mail address of the first administrator")
        parser.add_argument("--country", default="", help="two letters, such as GB; says which emergency number")
        parser.add_argument("--time-zone", default="", help="such as Europe/Dublin; else that of the installation")
        parser.add_argument("--address", default="http://127.0.0.1:8000", help="where the service is reached")

    def handle(self, *_args: Any, **told: Any) -> None:
        """Opens it, or draws a new invitation where it stands."""
        self._check(told)
        opened = open_clinic(told["name"], told["administrator"], country=told["country"], time_zone=told["time_zone"])
        self.stdout.write(f"{opened.clinic.name}: {'opened' if opened.is_new else 'stands already'}")
        if opened.token is None:
            self.stdout.write(f"{told['administrator']} administers it already; nothing was changed")
            return
        self.stdout.write(f"for {told['administrator']}, once, within {VALID_FOR.days} days:")
        self.stdout.write(told["address"].rstrip("/") + reverse("invitation", args=[opened.token]))

    @staticmethod
    def _check(told: dict[str, Any]) -> None:
        try:
            validate_email(told["administrator"])
        except ValidationError:
            raise CommandError("--administrator: this is no e-mail address; write it as name@example.org") from None
        if told["country"] and told["country"] not in dict(countries()):
            raise CommandError("--country: not known; write two capital letters, such as GB, or leave it out")
        if told["time_zone"] and told["time_zone"] not in dict(time_zones()):
            raise CommandError("--time-zone: not known; write it as Europe/Dublin, or leave it out")
        if not told["name"].strip():
            raise CommandError("name: it is empty; write the name of the clinic")
