"""Whether a text is in the language that the reader knows. German is known again, as the pages speak it too."""

from __future__ import annotations

import re

WORD = re.compile(r"[^\W\d_]+")
# Grammar, not medicine: what nearly every German sentence has and no English one. Words that are both are left out
# (die, war, am, im, er, man, hat, mit), and names (Das, Der).
GERMAN = frozenset(
    WORD.findall(
        "und oder aber nicht kein keine keinen ich mir mich mein meine meinem meiner meinen wir ist sind habe haben"
        " hatte kann konnte wird wurde ein eine einen einem einer dem zu zum zur vom beim auf für über nach seit wenn"
        " weil dass auch sehr noch nur schon weh tut schmerz schmerzen rücken ruecken von rechts bein beine"
    )
)
ENGLISH = frozenset(
    WORD.findall(
        "the a an and or but not no of in on at with without for from to is are was were has have had i my me he his"
        " him she her it its this that they their when since after left right back pain leg legs"
    )
)


def is_german(text: str) -> bool:
    """Whether a text is German: more of its words are German grammar than English.

    >>> is_german("Ich habe kein Fieber, aber der Rücken tut weh."), is_german("No fever, but my back hurts.")
    (True, False)
    """
    words = [word.casefold() for word in WORD.findall(text)]
    german = [word for word in words if word in GERMAN]
    english = sum(word in ENGLISH for word in words)
    return len(german) > english and (len(set(german)) > 1 or not english)
