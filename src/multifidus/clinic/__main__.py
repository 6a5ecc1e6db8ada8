"""Django's own commands on this service: `python -m multifidus.clinic check --deploy`."""

from __future__ import annotations

import os
import sys

from django.core.management import execute_from_command_line

from multifidus.clinic.settings.mode import settings_module

os.environ.setdefault("DJANGO_SETTINGS_MODULE", settings_module())
execute_from_command_line(["multifidus", *sys.argv[1:]])
