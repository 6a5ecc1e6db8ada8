"""Writes the pictures of docs/letter.md: run `python docs/pages/letter_pictures.py` after changing a letter."""

from datetime import date
from pathlib import Path

from multifidus.assess import assess
from multifidus.causes.model import load_model
from multifidus.doors.letter import Heading
from multifidus.doors.letter.typeset import pictures
from multifidus.doors.letter.write import fitted
from multifidus.findings.files import read_file
from multifidus.knowledge import shipped

HERE = Path(__file__).parent
EXAMPLES = HERE.parents[1] / "examples"
SHOWN = {"clinician": "l5_radiculopathy.txt", "person": "own_words.txt"}
DAY = date(2026, 11, 27)


def main() -> None:
    """Writes the first page of each letter."""
    knowledge = shipped()
    model = load_model(knowledge)
    for audience, name in SHOWN.items():
        told = read_file(name, (EXAMPLES / name).read_bytes(), knowledge)
        answer = assess(told.findings, knowledge, model, unread=told.unread, engine="numpy", country="gb")
        data, _ = fitted(answer, knowledge, audience, heading=Heading(name, DAY, "gb"))
        (HERE / f"letter_{audience}.png").write_bytes(pictures(data)[0])


if __name__ == "__main__":
    main()
