"""Questionnaires: answers in, scores out, and the scores as findings. No item text is kept here."""

from multifidus.findings.questionnaires.licence import licensed_here
from multifidus.findings.questionnaires.read import read_questionnaires
from multifidus.findings.questionnaires.score import score
from multifidus.findings.questionnaires.sheet import Sheet, sheets_of

__all__ = ["Sheet", "licensed_here", "read_questionnaires", "score", "sheets_of"]
