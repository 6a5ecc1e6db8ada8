"""`python -m multifidus.clinic example_clinic`: makes the example clinic where it may be."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from multifidus.clinic.example.making import make


class Command(BaseCommand):
    """The command."""

    help = "Makes the example clinic, once."

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002
        """Raises CommandError where real people could be."""
        if not settings.EXAMPLE_CLINIC:
            raise CommandError("no example clinic here: set MULTIFIDUS_EXAMPLE=1, on one machine and for trying only")
        if make() and options["verbosity"]:
            self.stdout.write("The example clinic is made.")
