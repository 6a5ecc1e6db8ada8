"""A letter of one or two pages about one person, as PDF: for a clinician, or for the person in plain words."""

from multifidus.doors.letter.content import Heading, content
from multifidus.doors.letter.typeset import typeset
from multifidus.doors.letter.write import write_letter

__all__ = ["Heading", "content", "typeset", "write_letter"]
