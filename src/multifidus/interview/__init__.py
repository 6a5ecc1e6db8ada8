"""What to ask a person, and when to stop: one screen at a time, the safety questions never left out."""

from multifidus.interview.answers import NONE, UNSURE, WORDS, Answer, answer_of
from multifidus.interview.interview import Interview, Undecided
from multifidus.interview.regions import Region, regions
from multifidus.interview.screens import Choice, Problem, Question, Screen, Taken
from multifidus.interview.words import Described, Understood, described

__all__ = [
    "NONE",
    "UNSURE",
    "WORDS",
    "Answer",
    "Choice",
    "Described",
    "Interview",
    "Problem",
    "Question",
    "Region",
    "Screen",
    "Taken",
    "Undecided",
    "Understood",
    "answer_of",
    "described",
    "regions",
]
