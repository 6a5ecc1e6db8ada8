"""Where to look in this person: the root that is likely pressed, its side, the disc that would press it, in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from multifidus.knowledge import Knowledge
from multifidus.knowledge.rows import MechanismRow, MyotomeRow, RelationRow, TestAimRow
from multifidus.terms import Beliefs, Known, RootBelief

MOST = 2  # roots that one request names
LEAST_TOLD = 0.05  # probability of a root that is worth a word
SIDES = {"left": "on the left", "right": "on the right", "both": "on both sides"}


@dataclass(frozen=True, slots=True)
class Where:
    """The roots that are likely pressed, the most likely first; none where nothing points to one."""

    roots: tuple[RootBelief, ...]
    words: Mapping[str, str]  # what {root}, {disc} and {plain_root} stand for
    tested: frozenset[str]  # the roots whose muscles are tested first, likely or not

    @property
    def names(self) -> frozenset[str]:
        """The likely roots, without their sides."""
        return frozenset(root.root for root in self.roots)


def where(known: Known, beliefs: Beliefs | None, knowledge: Knowledge) -> Where:
    """The roots to look at in this person, and the words for them and for the discs that press them."""
    roots = _likely(beliefs, knowledge)
    if not roots:
        words = {"root": "any root from L2 to S1", "disc": "every lumbar disc", "plain_root": "a nerve to your leg"}
        return Where((), words, frozenset(list(_by_root(beliefs))[:MOST]))
    both = known.present("bilateral_leg_pain") or known.present("bilateral_sciatica")
    by_side: dict[str, list[str]] = {}
    for root in dict.fromkeys(one.root for one in roots):
        side = _side([one.side for one in roots if one.root == root])
        p = min(knowledge.choices["most_p_told"], sum(one.probability for one in roots if one.root == root))
        by_side.setdefault(side, []).append(f"{root} ({100 * p:.0f} %)" if p >= LEAST_TOLD else root)
    told = [_roots(named, side, both=both) for side, named in by_side.items()]
    first = roots[0].root
    plain = f"{_plain_roots(knowledge)[first]} {_plain_side(next(iter(by_side)), both=both)}"
    discs = dict.fromkeys(_disc(one.root, knowledge) for one in roots)
    words = {"root": " or ".join(told), "disc": " or ".join(discs), "plain_root": plain}
    return Where(roots, words, frozenset(one.root for one in roots))


def _roots(named: list[str], side: str, *, both: bool) -> str:
    """Roots of one side in words; where nobody said which leg it is, those of the painful leg."""
    told = " or ".join(named)
    if side != "both":
        return f"the {side} root {told}"
    return f"the roots {told} of both sides" if both else f"the root {told} of the painful leg"


def _plain_side(side: str, *, both: bool) -> str:
    if side != "both":
        return f"on your {side}"
    return "on both sides" if both else "on the sore side"


def on_side(aim: TestAimRow, known: Known) -> str:
    """The side to look on, from the findings that tell it: " on the left"; nothing where none does."""
    sides = {known.findings[finding].side for finding in aim.side_from if known.present(finding)} - {None}
    return f" {SIDES[_side([side for side in sides if side])]}" if sides else ""


def filled(text: str, aim: TestAimRow, place: Where, known: Known) -> str:
    """The text of an aim, with what is likely in this person put in."""
    return text.format(**place.words, on_side=on_side(aim, known))


def main_muscles(place: Where, findings: tuple[str, ...], knowledge: Knowledge) -> tuple[MyotomeRow, ...]:
    """The muscles of the likely roots whose weakness is among the findings."""
    rows = knowledge.rows(MyotomeRow)
    return tuple(row for row in rows if row.weight == "main" and row.root in place.tested and row.weakness in findings)


@lru_cache(maxsize=4)
def roots_tested(knowledge: Knowledge) -> Mapping[str, frozenset[str]]:
    """The roots that a sign tests, by finding: the femoral stretch tests L2 to L4."""
    tested: dict[str, frozenset[str]] = {}
    for row in knowledge.rows(RelationRow):
        if row.relation == "tests_root" and row.unit:
            tested[row.finding] = tested.get(row.finding, frozenset()) | {row.unit}
    return tested


def _likely(beliefs: Beliefs | None, knowledge: Knowledge) -> tuple[RootBelief, ...]:
    """The likeliest root, either side of it taken together, and those that are nearly as likely."""
    level = beliefs.level if beliefs else ()
    least, share = knowledge.choices["least_p_of_a_sought_root"], knowledge.choices["share_of_a_second_root"]
    p = _by_root(beliefs)
    best = max(p.values(), default=0.0)
    if best < least:
        return ()
    named = [root for root in p if p[root] >= share * best][:MOST]
    return tuple(
        one for root in named for one in level if one.root == root and one.probability >= share * _best(level, root)
    )


def _by_root(beliefs: Beliefs | None) -> Mapping[str, float]:
    """The probability of each root, its sides added up, the likeliest first."""
    p: dict[str, float] = {}
    for one in beliefs.level if beliefs else ():
        p[one.root] = p.get(one.root, 0.0) + one.probability
    return dict(sorted(p.items(), key=lambda pair: -pair[1]))


def _best(level: tuple[RootBelief, ...], root: str) -> float:
    return max(one.probability for one in level if one.root == root)


def _side(sides: list[str]) -> str:
    return sides[0] if len(set(sides)) == 1 else "both"


def _disc(root: str, knowledge: Knowledge) -> str:
    """The disc that presses a root in the canal, and the one that does so in the foramen."""
    canal, foramen = _discs(knowledge).get(root, ("", ""))
    return f"the {canal} disc in the canal" + (f" ({foramen} in the foramen)" if foramen else "")


@lru_cache(maxsize=4)
def _discs(knowledge: Knowledge) -> Mapping[str, tuple[str, str]]:
    """For each root the level of a paracentral disc that presses it, and of a foraminal one: L5 is (L4/5, L5/S1)."""
    found: dict[str, dict[str, str]] = {}
    for row in knowledge.rows(RelationRow):
        if row.relation != "compresses_root" or not row.unit:
            continue
        parts = row.finding.split("_")  # herniation_l4_l5_paracentral
        if parts[-1] in ("paracentral", "foraminal"):
            upper, lower = parts[1].upper(), parts[2].upper()
            found.setdefault(row.unit, {})[parts[-1]] = f"{upper}/{lower if lower == 'S1' else lower[1:]}"
    return {root: (of.get("paracentral", ""), of.get("foraminal", "")) for root, of in found.items()}


@lru_cache(maxsize=4)
def _plain_roots(knowledge: Knowledge) -> Mapping[str, str]:
    """Each root in plain words: L5 is the nerve to the top of the foot and big toe."""
    rows = knowledge.rows(MechanismRow)
    return {row.id.removeprefix("root_").upper(): row.plain_label for row in rows if row.id.startswith("root_")}
