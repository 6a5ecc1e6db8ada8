"""Translations: what people edit is kept (.po), what the pages read is built (.mo). In Python alone, no gettext."""

from __future__ import annotations

import os
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LOCALES = Path(__file__).parents[2] / "locale"
"""One catalogue for the whole clinic: a word that two apps share is translated once."""


def catalogue_files() -> list[Path]:
    """Every kept translation."""
    return sorted(LOCALES.glob("*/LC_MESSAGES/*.po"))


def read_catalogue(file: Path) -> Catalog:
    """A kept translation, its language taken from where it lies."""
    with file.open("rb") as lines:
        return read_po(lines, locale=file.parts[-3], abort_invalid=True)


def compile_catalogues() -> list[Path]:
    """The compiled files, each beside its source. An entry marked fuzzy is left out: nobody has vouched for it."""
    return [_compiled(file) for file in catalogue_files()]


def _compiled(file: Path) -> Path:
    target = file.with_suffix(".mo")
    unfinished = target.with_suffix(f".mo.{os.getpid()}.part")  # two builds at once do not take it from each other
    with unfinished.open("wb") as out:
        write_mo(out, read_catalogue(file))
    unfinished.replace(target)  # a running server never reads half a file
    return target
