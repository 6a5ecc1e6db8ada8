"""What the tables say to a person, in the language of whoever reads the page."""

from __future__ import annotations

from django.utils.translation import get_language

from multifidus.clinic.design.told.catalogue import sentences
from multifidus.clinic.design.told.english import English

__all__ = ["English", "told"]

OWN = "en"  # what the tables are written in


def told(text: str) -> str:
    """A text of the tables, or one that the core made of them, in the reader's language.

    What has no translation stays as it is and says so on the page (`lang="en"`): half a sentence in each of two
    languages is read wrongly.
    """
    language = (get_language() or OWN).partition("-")[0]
    if language == OWN or not text.strip():
        return text
    return sentences(language).told(text) or English(text)
