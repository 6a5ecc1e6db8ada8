"""Logs that cannot hold a word of a patient, whoever writes them.

Ours hold known keys with codes and numbers. Of what libraries log there stands where it was logged, and their message
only where it is a text in the program itself; what was filled in is left out. Exceptions are their classes and places.
"""

from __future__ import annotations

from multifidus.clinic.operations.logs.configured import configure, last_words
from multifidus.clinic.operations.logs.ours import log

__all__ = ["configure", "last_words", "log"]
