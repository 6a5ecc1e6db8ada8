"""Writes docs/prevention.md from the tables: run `python docs/drawings/page.py` after a change."""

from __future__ import annotations

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

from draw import rows  # noqa: E402

PAGE = HERE.parent / "prevention.md"
HEAD = """# What keeps the next spasm away

Written by `docs/drawings/page.py` from [exercises.csv](../src/multifidus/knowledge/tables/exercises.csv) and
[habits.csv](../src/multifidus/knowledge/tables/habits.csv); a test fails when it is out of date.

`actions/preventing/prevention.py` makes a programme for one person: up to seven exercises with walking first, then up
to six habits, then what is not worth the effort. Each says what, how often, why (for which of this person's causes,
because of which of their findings, with which figure) and how sure.

- An exercise is offered for the causes that carry the probability; one that does not go with any likely cause
  (`not_with`), or with something known of the person (`not_when`), is left out. What is known to ease them (`prefer`)
  comes first, and the best of each kind comes before the second best of any.
- Unknown is not absent: smoking, sitting and lifting that nobody asked about are told as "if you ...", and an exercise
  whose conditions were not asked says when to leave it out.
- Nothing in an emergency. Whoever has to be seen within days is told that exercise waits. It waits as well while a
  broken, infected or malignant spine, a cauda equina or an aneurysm is likely; after a broken thin bone it begins again
  after twelve weeks (ours), without bending.
- Trials speak of exercise as a group. Which single exercise suits which cause, and every dose, are ours, and each
  measure says so; the figure it shows is that of the group, and is marked where it is lent by another cause.

![every exercise drawn](pages/exercises.png)

The drawings are our own, one SVG each in `src/multifidus/knowledge/drawings/`, drawn by `docs/drawings/draw.py` from
the poses in `docs/drawings/poses.py`: the start faint, the end in full, the way as an arrow. They take the colour of
the page.

## Exercises
"""


def exercise(row: dict[str, str]) -> str:
    """One exercise as a section."""
    steps = "\n".join(f"{i}. {step}" for i, step in enumerate(row["steps"].split("|"), start=1))
    limits = [
        f"not with {row['not_with'].replace(' ', ', ')}" if row["not_with"] else "",
        told("only when", row["when"]),
    ]
    limits += [told("first when", row["prefer"]), told("not when", row["not_when"])]
    return (
        f"### [{row['plain_label']}](../src/multifidus/knowledge/drawings/{row['id']}.svg)\n\n"
        f"{row['label']} ({row['kind']}): {row['aim']}\n\n{steps}\n\n"
        f"- Feels like: {row['feel']}\n- Stop: {row['stop_when']}\n"
        f"- How often: {row['how_often']}. First days: {row['start']}. Weeks 1 and 2: {row['weeks_1_2']}. "
        f"Weeks 3 and 4: {row['weeks_3_4']}. Weeks 5 to 8: {row['weeks_5_8']}.\n"
        f"- For: {row['suits'].replace(' ', ', ')}" + "".join(f"; {limit}" for limit in limits if limit) + "\n"
    )


def told(word: str, condition: str) -> str:
    """A condition with its word, or nothing."""
    return f"{word} `{condition.replace('|', 'or')}`" if condition else ""


def habit(row: dict[str, str]) -> str:
    """One habit as a row of a table."""
    when = f"`{row['when'].replace(' | ', ' or ')}`" if row["when"] else "always"
    return f"| {row['label']} | {row['plain_text']} | {when} | {row['certainty']} | {row['source'] or 'ours'} |"


def page() -> str:
    """The whole page."""
    columns = "| habit | what is said | when | how sure | source |\n|---|---|---|---|---|"
    parts = [HEAD, *(exercise(row) for row in rows("exercises"))]
    for verdict, title in (("do", "Habits"), ("avoid", "Better left"), ("wait", "When exercise waits")):
        found = "\n".join(habit(row) for row in rows("habits") if row["verdict"] == verdict)
        parts.append(f"## {title}\n\n{columns}\n{found}\n")
    return "\n".join(parts)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
