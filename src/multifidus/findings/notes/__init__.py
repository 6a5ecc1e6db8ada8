"""Clinic notes, reports, talk and a person's own words, read as findings with the words they were read from."""

from multifidus.findings.notes.masking import mask_assessment, masked_headings
from multifidus.findings.notes.passages import Passage
from multifidus.findings.notes.reading import Understood, read_note
from multifidus.findings.notes.unread import DOUBTFUL

__all__ = ["DOUBTFUL", "Passage", "Understood", "mask_assessment", "masked_headings", "read_note"]
