"""The rows of wording: how notes, reports and people say a finding, and what turns the meaning of a sentence."""

from __future__ import annotations

from typing import Annotated, Literal

from multifidus.knowledge.cells import FindingRef, Parted, Range, Word
from multifidus.knowledge.row import Row, row

States = Literal["present", "absent", "test", "function", "image", "diagnosis", "doubt", "nothing"]
Phrases = Annotated[tuple[str, ...], Parted("; ", least=1)]


@row
class WordingRow(Row):
    """What is said for a finding. `states` tells how the words stand to it, `where` what has to stand near.

    present   the words say that it is there
    absent    the words say that it is not
    test      the words name a test: positive, painful and the like make it present, negative makes it absent
    function  the words name what should work: decreased, absent and the like make it present, normal makes it absent
    image     the words describe a picture: the finding of that kind of picture is taken
    diagnosis the words are a diagnosis: taken where a clinician concludes, never in a history or a differential
    doubt     taken when the words are doubted ("cannot exclude ..."), absent when they are denied
    nothing   the words say nothing of any finding, though shorter ones in them would ("fall asleep" is no fall)

    A `trait` in `where` marks words that hide no shorter ones within them: "sharp low back pain" is back pain, too.
    A `part` marks words for a part of the finding, whose denial denies no whole: "no cord compression".
    A `sign` marks the bare name of a sign: it is there, unless a result is told for each side.
    `worse`, `better`, `sore` and `painless` mark members of a list with such a `head`: "worse with gardening, sitting".
    A `bone` marks a diagnosis or a suspicion that any bone may have, not taken where another bone is named.
    Words that are `denied_only` deny a finding and do not tell it: "no incontinence" of either kind.
    """

    table = "wording"
    key = ("findings", "states", "where")

    findings: Annotated[tuple[FindingRef, ...], Parted(" ")]
    states: States
    where: Annotated[tuple[Word, ...], Parted(" ")]
    phrases: Phrases
    line: int


@row
class CueRow(Row):
    """Words that turn the meaning of what stands near, or name a side, a part of the body, a picture, a muscle.

    The kinds that turn it:

    negation     it is not there: "no", "denies", "was ruled out"
    affirmation  it is there, whatever was said before: "positive for", "has returned"
    doubt        nobody is sure: "possible", "cannot exclude"
    dismissal    takes a doubt back that stands before it: "was suspected, but the biopsy was clear"
    past         of an earlier time or illness: "history of", "in 2009"
    resolved     of this illness, and gone: "has settled", "no more"
    planned      to be looked for: "MRI to look for", "will check for"
    family       of somebody else: "his father", "a leaflet about"
    hypothetical only feared or possible one day: "return if", "risk of"
    question     asked; with the value `told` what is asked comes after what is told: "should I come in?"
    end          ends what was said before; with the value `contrast` even what is feared: "but"
    head         leads a list, or ends it where it is `backward`: "worse with", "bring it on"; no member is unread
    sham         none of these, though its words look so: "no change in", "not only"

    `reach` is how far: the sentence, up to a comma, a few words, or only what stands `inside` a gap of the phrase.
    Cues of the value `again` speak of it once more, in words of their own: "he admits to it".

    Names of what a laboratory measures are `over_limit` or `under_limit`: a number beyond that limit, by the range
    beside it or the `mark` of the laboratory ("H", low), means the finding in `value`.

    In a talk `yes`, `no`, `fine` (all is well) and `agree` (that is as you say) answer what was asked; a `reply` says
    that it is there for the findings in `value` only; a `correction` takes back what was just said.
    """

    table = "cues"
    key = ("kind", "direction", "reach", "value")

    kind: Literal[
        "negation", "affirmation", "doubt", "past", "family", "hypothetical", "question", "sham", "end", "wall",
        "positive", "negative", "lost", "normal", "side", "region", "picture", "recent", "diagnosed", "measure",
        "muscle", "unit", "setting", "pronoun", "sex", "yes", "no", "fine", "agree", "reply", "correction", "kin",
        "lasting", "fresh", "resolved", "planned", "dismissal", "head", "over_limit", "under_limit", "mark",
    ]  # fmt: skip
    direction: Literal["forward", "backward", "both"]
    reach: Literal["sentence", "clause", "near", "inside"]
    value: str | None
    phrases: Phrases
    line: int


@row
class ReportTermRow(Row):
    """How a radiology report names what it sees: things, the parts they are seen in, and what is told of them.

    A row is a thing (disc, protrusion) unless its `kind` is `place`, the bare name of a structure ("the canal"), its
    `structure` is `head`, a word that makes something of a place ("narrowed"), or one of those that tell more of a
    thing: degree, side, zone, shape, age, comparison, scope, level, counting.

    at        what a thing belongs to: a segment, a vertebra, either, or the spine as a whole
    heads     the heads that make this thing of the place of the same structure: canal and stenosis
    alone     those that make it where no place is named either: "severe narrowing at L4/5"
    findings  what is found where it is there, and `denies` what is not where it is denied: a part denies no whole
    """

    table = "report_terms"
    key = ("structure", "kind")

    structure: Word
    kind: str
    at: Literal["segment", "vertebra", "any", "spine"]
    heads: Annotated[tuple[Word, ...], Parted(" ")]
    alone: Annotated[tuple[Word, ...], Parted(" ")]
    findings: Annotated[tuple[FindingRef, ...], Parted(" ")]
    denies: Annotated[tuple[FindingRef, ...], Parted(" ")]
    phrases: Phrases
    line: int


@row
class HeadingRow(Row):
    """What a heading says of the text below it; `masked` parts give away the diagnosis and are cut for benchmarks."""

    table = "headings"
    key = ("kind", "masked")

    kind: Literal[
        "complaint", "history", "past", "copied", "family", "habits", "medicines", "ignored", "review", "exam",
        "picture", "lab", "assessment", "differential", "plan", "procedure", "indication", "denied", "stated", "asked",
        "told", "told_of", "other",
    ]  # fmt: skip
    masked: bool
    headings: Phrases
    line: int


@row
class WordRow(Row):
    """Words that mean the same to the reader: abbreviations, variants, irregular forms."""

    table = "words"
    key = ("stands_for",)

    stands_for: str
    phrases: Phrases
    line: int


@row
class UnitRow(Row):
    """What one of a unit that is written is worth in a unit of `measures`."""

    table = "units"
    key = ("of", "given")

    of: str
    given: str
    worth: Annotated[float, Range(0.0, open=True)]
    reason: str
    line: int


@row
class AmountRow(Row):
    """A word for how many, or, where it has a unit, for how long ago; what is vague is ours."""

    table = "amounts"
    key = ("words",)

    words: Word
    unit: Literal["weeks"] | None
    amount: Annotated[float, Range(0.0, open=True)]
    reason: str
    line: int
