"""What `multifidus read` shows: the whole text with what was understood marked, as words, JSON and one page."""

import json
import os
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from multifidus.doors.marked import LEGEND, pieces
from multifidus.doors.marked_page import page
from multifidus.doors.marked_text import speak_reading
from multifidus.doors.spoken import voice
from multifidus.findings.notes import read_note
from multifidus.knowledge import shipped
from multifidus.terminal import main

KNOWLEDGE = shipped()
VOICE = voice(KNOWLEDGE, terminal=False)
NOTE = """HISTORY: 58-year-old man with low back pain after lifting. Denies fever. Possible weakness of the left foot.
His father had a stroke of gout in the back. Return at once if you cannot pass urine.
The back behaves like a trampoline of glass <script>alert("x")</script>.
EXAM: SLR positive on the left. EHL 4/5 on the left.
"""
VOID = {"meta", "br"}


def marked(text):
    return {(piece.text, piece.signs) for piece in pieces(text, read_note(text, KNOWLEDGE)) if piece.signs}


def test_present_denied_doubtful_set_aside_and_not_understood_are_told_apart_by_signs():
    signs = dict(marked(NOTE))

    assert signs["fever"] == "-"
    assert signs["weakness of the left foot"] == "?"
    assert signs["cannot pass urine"] == "~"
    assert "+" in signs["SLR"]
    assert "=" in signs["EHL 4/5"]
    assert next(sign for words, sign in signs.items() if "trampoline" in words) == "!"


def test_the_pieces_are_the_whole_text():
    assert "".join(piece.text for piece in pieces(NOTE, read_note(NOTE, KNOWLEDGE))) == NOTE


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from([*NOTE.split(), ". ", "\n", "no ", "<b>", "ä", "\u2028"]), max_size=40).map(" ".join))
def test_the_pieces_of_any_text_are_the_whole_text_without_overlap(text):
    told = list(pieces(text, read_note(text, KNOWLEDGE)))

    assert "".join(piece.text for piece in told) == text
    assert [piece.start for piece in told] == sorted({piece.start for piece in told})
    for piece in told:
        assert all(piece.start <= one.start and one.end <= piece.start + len(piece.text) for one in piece.passages)


def test_without_colour_every_sign_stands_beside_its_words():
    out = speak_reading(NOTE, read_note(NOTE, KNOWLEDGE), name="note.txt", voice=VOICE)

    assert "[-fever-]" in out
    assert "[?weakness of the left foot?]" in out
    assert "Set aside" in out
    assert "only feared" in out
    assert "\x1b" not in out
    assert max(map(len, out.splitlines())) <= 130


class Wellformed(HTMLParser):
    def __init__(self):
        super().__init__()
        self.open, self.ids, self.links, self.tags = [], [], [], set()

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        values = dict(attrs)
        self.ids += [values["id"]] if "id" in values else []
        self.links += [values["href"]] if "href" in values else []
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def test_the_page_stands_alone_is_well_formed_and_runs_nothing_of_the_text():
    html = page(NOTE, read_note(NOTE, KNOWLEDGE), name="note.txt", voice=VOICE)
    parsed = Wellformed()
    parsed.feed(html)

    assert not parsed.open
    assert "script" not in parsed.tags
    assert "&lt;script&gt;" in html
    assert not re.search(r"(src|href)=\"(?!#)", html)
    assert len(parsed.ids) == len(set(parsed.ids))
    assert {link.removeprefix("#") for link in parsed.links} <= {*parsed.ids, "at-0"}
    assert all(told.split(":")[0] in html for _, told in LEGEND)


@pytest.fixture
def note(tmp_path: Path) -> Path:
    path = tmp_path / "note.txt"
    path.write_text(NOTE)
    return path


def test_json_points_at_its_words(capsys, note):
    assert main(["read", "--format", "json", str(note)]) == 0
    told = json.loads(capsys.readouterr().out)

    assert {"file", "edition", "setting", "concerns_back", "findings", "passages", "unread"} <= set(told)
    assert told["passages"]
    for one in (*told["passages"], *told["unread"]):
        assert NOTE[one["start"] : one["end"]] == one["quote"]
    assert {one["stands"] for one in told["passages"]} == {"present", "denied", "doubtful", "number", "set aside"}


def test_a_case_is_no_text(capsys, tmp_path):
    case = tmp_path / "case.toml"
    case.write_text('id = "p"\n[findings]\nspasm = true\n')

    assert main(["read", str(case)]) == 1
    assert "multifidus assess" in capsys.readouterr().err


def test_another_reader_is_heard_by_both_commands(capsys, note, tmp_path, monkeypatch):
    (tmp_path / "trampolines.py").write_text(
        "from multifidus.findings.notes.readers import Claim\n\n\n"
        "def read(text):\n    yield Claim('spasm', True, 'trampoline of glass')\n"
    )
    monkeypatch.syspath_prepend(tmp_path)
    for command in ("read", "assess"):
        assert main([command, "--reader", "trampolines:read", "--format", "json", str(note)]) == 0
        found = json.loads(capsys.readouterr().out)["findings"]
        assert [one["quote"] for one in found if one["id"] == "spasm"] == ["trampoline of glass"]


REPORT = """MRI LUMBAR SPINE
FINDINGS: Five lumbar type vertebrae.
L3-4: Mild disc bulge. No canal stenosis.
L4-5: Right paracentral disc extrusion of 9 mm. Moderate canal stenosis.
"""


def test_a_report_is_shown_as_a_grid_of_levels(capsys, tmp_path):
    path = tmp_path / "report.txt"
    path.write_text(REPORT)

    assert main(["read", str(path)]) == 0
    out = capsys.readouterr().out
    assert "Report by level (MRI)" in out
    assert re.search(r"L4/5 +disc +extrusion, right paracentral 9 mm", out)
    assert re.search(r"canal +moderate stenosis", out)

    assert main(["read", "--format", "json", str(path)]) == 0
    report = json.loads(capsys.readouterr().out)["report"]
    entries = {row["level"]: row["entries"] for row in report["levels"]}
    assert {"L3/4", "L4/5"} <= set(entries)
    for told in (one for entries in entries.values() for one in entries):
        assert REPORT[told["start"] : told["end"]] == told["quote"]

    assert main(["read", "--format", "html", str(path)]) == 0
    html = capsys.readouterr().out
    assert ">L4/5</th>" in html
    Wellformed().feed(html)


def test_what_is_normal_is_marked_as_denying():
    assert dict(marked("MRI LUMBAR SPINE\nFINDINGS:\nL1-2: Unremarkable.\nL2-3: Disc bulge.\n"))["Unremarkable"] == "-"


def test_a_note_without_a_picture_has_no_grid(capsys, note):
    main(["read", "--format", "json", str(note)])
    assert json.loads(capsys.readouterr().out)["report"] is None


def test_the_same_text_gives_the_same_answer_in_the_same_order_every_time(tmp_path):
    normal = "".join(f"{level}: Normal.\n" for level in ("L1-2", "L2-3", "L3-4", "L4-5", "L5-S1"))
    path = tmp_path / "report.txt"
    path.write_text("MRI LUMBAR SPINE\nFINDINGS: Five lumbar type vertebrae.\n" + normal)
    command = [sys.executable, "-m", "multifidus.terminal", "read", "--format", "json", str(path)]

    answers = {
        subprocess.run(command, check=True, capture_output=True, env={**os.environ, "PYTHONHASHSEED": seed}).stdout
        for seed in ("0", "1", "2")
    }

    assert len(answers) == 1
