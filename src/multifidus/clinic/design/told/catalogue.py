"""The compiled translations of what the tables say, one for each language."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from babel import Locale
from babel.messages.mofile import read_mo

from multifidus.clinic.design.told.sentences import Sentences

LOCALES = Path(__file__).parents[2] / "locale"
DOMAIN = "tables"  # beside `django`: what pages say and what tables say change at different times


@lru_cache(maxsize=8)
def sentences(language: str) -> Sentences:
    """The translations into a language; none where it has no catalogue or the build has not been made."""
    file = LOCALES / language / "LC_MESSAGES" / f"{DOMAIN}.mo"
    if not file.exists():
        return Sentences({})
    with file.open("rb") as compiled:
        kept = {str(message.id): message.string for message in read_mo(compiled) if message.id}
    decimal = Locale.parse(language).number_symbols["latn"]["decimal"]
    return Sentences({said: str(translated) for said, translated in kept.items() if translated}, decimal)
