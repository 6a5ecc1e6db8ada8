"""Whether the screens of the interview ask all that has to be asked, and nothing that nobody can answer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from multifidus.errors import KnowledgeError
from multifidus.knowledge.checks.index import Index, at, in_table
from multifidus.knowledge.rows import BodyRegionRow, MeasureRow, MustAskRow, ScreenItemRow, ScreenRow

ALWAYS = ("who", "safety")
BEHIND = (*ALWAYS, "details")
OUR_OWN = ("sex", "since")  # asked in words of their own, and turned into findings by the interview
SEXES = ("male", "female")


def safety_question_on_no_screen(index: Index) -> Iterator[KnowledgeError]:
    """Questions of must_ask.csv that no screen asks of everybody: the interview would end without them."""
    asked = _asked_in(index, ALWAYS)
    for row in index.rows(MustAskRow):
        if row.finding not in asked:
            problem = f"no screen of the stages {' and '.join(ALWAYS)} asks {row.finding}"
            yield at(row, "finding", problem, "add its row to screen_items.csv, on a screen of stage safety")


def detail_on_no_screen(index: Index) -> Iterator[KnowledgeError]:
    """What a yes to a safety question opens, and no screen asks."""
    asked = _asked_in(index, BEHIND)
    gates = {row.finding for row in index.rows(MustAskRow)}
    for finding, row in index.findings.items():
        opened = gates & set(row.implies)
        number = row.values.startswith("number:")
        if opened and finding in index.answered_by_person and not number and finding not in asked:
            problem = f"a yes to {', '.join(sorted(opened))} opens {finding}, which no screen asks"
            yield in_table(ScreenItemRow, problem, "add its row, on a screen of stage details")


def screen_without_items(index: Index) -> Iterator[KnowledgeError]:
    """Screens that ask nothing, or more than a yes or no."""
    items = _items(index)
    for row in index.rows(ScreenRow):
        count = len(items.get(row.id, ()))
        if row.kind != "where" and not count:
            yield at(row, "id", "it asks nothing", "add its rows to screen_items.csv")
        elif row.kind == "yes_no" and count != 1:
            yield at(row, "kind", f"yes_no with {count} items", "keep one, or make it any_of")


def item_that_nobody_answers(index: Index) -> Iterator[KnowledgeError]:
    """Items about what a person cannot answer alone, and what is no word of the vocabulary."""
    kinds = {row.id: row.kind for row in index.rows(ScreenRow)}
    measures = {row.id for row in index.rows(MeasureRow)}
    for row in index.rows(ScreenItemRow):
        one_of = kinds[row.screen] == "one_of"
        if one_of != bool(row.yes):
            yield at(row, "yes", "only an option of a screen one_of has findings", "fill it in, or leave it empty")
        for finding in row.yes + row.no if one_of else (row.about,):
            number = finding in measures or finding in OUR_OWN
            if not number and finding not in index.answered_by_person:
                problem = f"no test that the person does alone answers {finding}"
                yield at(row, "about", problem, "ask what a person can tell, or add it to a test with who person")


def region_that_tells_what_nobody_feels(index: Index) -> Iterator[KnowledgeError]:
    """Places on the body that tell more than where it hurts."""
    for row in index.rows(BodyRegionRow):
        for finding in row.tells:
            if index.findings[finding].kind not in ("symptom", "history"):
                problem = f"a tap cannot tell {finding}, which is no complaint"
                yield at(row, "tells", problem, "name a finding that pain there is, or none")


def _asked_in(index: Index, stages: tuple[str, ...]) -> frozenset[str]:
    """All findings that the screens of some stages settle, numbers by their thresholds."""
    measures = {row.id: row.findings for row in index.rows(MeasureRow)}
    asked: set[str] = set()
    for screen in index.rows(ScreenRow):
        if screen.stage in stages:
            for item in _items(index).get(screen.id, ()):
                asked |= {*item.yes, *measures.get(item.about, ()), item.about}
    return frozenset(asked | (set(SEXES) if "sex" in asked else set()))


def _items(index: Index) -> Mapping[str, tuple[ScreenItemRow, ...]]:
    found: dict[str, list[ScreenItemRow]] = defaultdict(list)
    for row in index.rows(ScreenItemRow):
        found[row.screen].append(row)
    return {screen: tuple(rows) for screen, rows in found.items()}
