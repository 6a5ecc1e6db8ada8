"""A letter from a chart: set by a process of its own, in bounded time and room, with nothing kept on disk."""

from multifidus.clinic.charts.letters.download import pdf_answer
from multifidus.clinic.charts.letters.setting import LetterNotSetError, letter_pdf

__all__ = ["LetterNotSetError", "letter_pdf", "pdf_answer"]
