"""The letter as somebody holds it: how many pages, what stands on them, and whether a screen reader can read it."""

import builtins
import io
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from pypdf import PdfReader

from multifidus.assess import assess
from multifidus.causes.model import load_model
from multifidus.doors.letter import Heading, content, typeset, write_letter
from multifidus.doors.letter.content import SHOWN
from multifidus.doors.letter.room import Room
from multifidus.doors.letter.write import fitted
from multifidus.errors import MissingExtraError
from multifidus.findings.files import read_file
from multifidus.knowledge import shipped
from multifidus.terminal import main
from multifidus.terms import (
    Action,
    Assessment,
    Candidacy,
    Criterion,
    Figure,
    Finding,
    Findings,
    Measure,
    Order,
    Outcome,
    Plan,
    Position,
    Prognosis,
    Treatment,
    Urgency,
)

ROOT = Path(__file__).parent.parent.parent
FILES = sorted([*(ROOT / "examples").iterdir(), *(ROOT / "tests" / "cases").glob("*.toml")])
KNOWLEDGE = shipped()
MODEL = load_model(KNOWLEDGE)
DAY = date(2026, 11, 27)
AUDIENCES = ("clinician", "person")
STRANGE = r"""#panic("no") $x^2$ *bold* _it_ @ref <label> \ `raw` // gone /* gone */ ~ [x] = "q" 'q' -- --- ..."""


def of_file(path: Path) -> Assessment:
    told = read_file(path.name, path.read_bytes(), KNOWLEDGE)
    return assess(
        told.findings,
        KNOWLEDGE,
        MODEL,
        setting=told.setting or "primary",
        concerns_back=told.concerns_back,
        unread=told.unread,
        engine="numpy",
    )


def example(name: str) -> Assessment:
    return of_file(ROOT / "examples" / name)


def letter(assessment: Assessment, audience: str, name: str = "case.txt", **heading) -> PdfReader:
    pdf = write_letter(assessment, KNOWLEDGE, audience, heading=Heading(name, DAY, **heading))
    return PdfReader(io.BytesIO(pdf))


def text(read: PdfReader) -> str:
    return " ".join(" ".join(page.extract_text() for page in read.pages).split())


NEVER_CUT = ("flags", "ask_first", "now", "ticks")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_what_somebody_could_die_of_is_never_cut_for_room(path):
    """Nor is a letter longer than its pages, or harder to read than a page for twelve-year-olds."""
    assessment = of_file(path)
    for audience in AUDIENCES:
        data, pdf = fitted(assessment, KNOWLEDGE, audience, heading=Heading(path.name, DAY))
        one_page = audience == "person" and assessment.plan.urgency is Urgency.EMERGENCY

        assert not [key for key in NEVER_CUT if key in data and data[key]["more"]]
        assert len(PdfReader(io.BytesIO(pdf)).pages) <= (1 if one_page else 2)
        if audience == "person":
            back = [one for one in assessment.plan.now if one.id.startswith("return_")]
            told = list(sentences(data))

            assert sum(len(group["signs"]) for group in data["return"]) == len(back)
            assert "desk" not in data or not data["desk"]["flags"]["more"]
            assert [one for one in told if len(words(one)) > 20] == []
            assert grade(told) <= 7


@pytest.mark.parametrize("audience", AUDIENCES)
def test_a_screen_reader_finds_language_title_and_structure(audience):
    read = letter(example("l5_radiculopathy.txt"), audience)
    root = read.root_object

    assert root["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in root
    assert root["/Lang"].startswith("en")
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert read.metadata.title
    assert "pdfuaid" in root["/Metadata"].get_data().decode()


def elements(node) -> Iterator[dict]:
    """Every element of the structure that a screen reader follows, in its order."""
    node = node.get_object()
    if isinstance(node, list):
        for one in node:
            yield from elements(one)
    elif isinstance(node, dict):
        yield node
        if "/K" in node:
            yield from elements(node["/K"])


def structure(read: PdfReader) -> Iterator[dict]:
    return elements(read.root_object["/StructTreeRoot"])


def alternatives(read: PdfReader) -> list[str]:
    return [str(one["/Alt"]) for one in structure(read) if "/Alt" in one]


@pytest.mark.parametrize("audience", AUDIENCES)
def test_headings_begin_with_one_of_the_first_level_and_skip_none(audience):
    tags = [str(one.get("/S")) for one in structure(letter(example("l5_radiculopathy.txt"), audience))]
    levels = [int(tag[-1]) for tag in tags if re.fullmatch("/H[1-6]", tag)]

    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(below - above <= 1 for above, below in pairwise(levels))


def test_a_clinician_reads_urgency_cause_interval_red_flag_and_source():
    assessment = example("l5_radiculopathy.txt")
    told = text(letter(assessment, "clinician"))
    first = assessment.beliefs.causes[0]

    assert "Urgent: within a day or two" in told
    assert "Lumbar disc herniation" in told
    assert f"{100 * first.probability:.0f} %" in told
    assert f"{100 * first.low:.0f} to {100 * first.high:.0f} %" in told
    assert (
        KNOWLEDGE.findings["mrc_leg_grade_3_or_less"].label in told
        if "mrc_leg_grade_3_or_less" in KNOWLEDGE.findings
        else True
    )
    assert assessment.alarms
    assert KNOWLEDGE.sources[assessment.alarms[0].source].title.split(":")[0] in told
    assert "L5 left" in told
    assert "Woman of 46" in told


def test_each_source_that_is_cited_stands_in_the_list_once_with_its_mark():
    data = content(example("l5_radiculopathy.txt"), "clinician", KNOWLEDGE, heading=Heading("x", DAY), room=Room())
    cited = set(
        re.findall(r"'number': ([1-9]\d*), 'status'", str({k: v for k, v in data.items() if k != "references"}))
    )
    listed = [str(one["number"]) for one in data["references"]]

    assert sorted(cited) == sorted(listed)
    assert all(
        re.fullmatch(r"(checked|recalled)( and (checked|recalled))?", one["status"]) for one in data["references"]
    )


def test_a_person_in_an_emergency_can_hand_one_page_over_the_desk():
    told = text(letter(example("cauda_equina.txt"), "person"))

    assert "Get help now" in told
    assert "Show this at the desk" in told
    assert "Think of cauda equina syndrome" in told
    assert "780 ml" in told
    assert "Exercises" not in told


def test_a_person_reads_how_likely_it_is_in_words_and_hears_it_for_the_bars():
    read = letter(example("l5_radiculopathy.txt"), "person")

    assert "about 9 in 10" in text(read)
    assert "about 9 in 10" in alternatives(read)


SOUNDS = re.compile(r"[aeiouy]+")
NOT_FOR_THE_PERSON = {"desk", "picture", "picture_told", "for", "paper", "day", "name", "edition", "urgency"}
HEADINGS = re.compile(r"^ *== (.+)$|^ *(Nobody .+)$|\\*(Before .+)\\*|(The letter for .+)\\]", re.MULTILINE)


def sentences(value) -> Iterator[str]:
    """Every sentence that the data of a letter has for the person."""
    if isinstance(value, str):
        yield from (one for one in re.split(r"(?<=[.!?])[”\"]? |: ", value) if one.strip())
    elif isinstance(value, dict):
        for key, one in value.items():
            yield from sentences(one) if key not in NOT_FOR_THE_PERSON else ()
    elif isinstance(value, list):
        for one in value:
            yield from sentences(one)


def words(sentence: str) -> list[str]:
    return re.findall(r"[\w'’-]+", sentence)


def syllables(word: str) -> int:
    found = len(SOUNDS.findall(word.lower()))
    silent = word.lower().endswith("e") and not word.lower().endswith(("le", "ee"))
    return max(1, found - silent)


def grade(told: list[str]) -> float:
    """The school grade of Flesch and Kincaid."""
    every = [word for sentence in told for word in words(sentence)]
    return 0.39 * len(every) / len(told) + 11.8 * sum(map(syllables, every)) / len(every) - 15.59


def test_the_words_of_the_template_are_plain_too():
    template = (ROOT / "src" / "multifidus" / "doors" / "letter" / "person.typ").read_text()
    told = [one for found in HEADINGS.findall(template) for part in found for one in sentences(part)]

    assert len(told) >= 12
    assert [one for one in told if len(words(one)) > 20] == []
    assert grade(told) <= 7


def test_out_of_scope_there_is_a_reason_and_no_ranking():
    child = assess(Findings([Finding("age", 9.0), Finding("spasm", True)]), KNOWLEDGE, MODEL)
    for audience in AUDIENCES:
        told = text(letter(child, audience))

        assert child.known.out_of_scope[0][:40] in told
        assert "ikely" not in told.replace("unlikely", "")


def long_plan(words: str) -> Plan:
    """A plan with too much of everything, and words that a template must not read as its own."""
    said = {"text": f"{words} " * 4, "why": words, "status": "checked", "plain_text": f"{words} " * 3}
    source, figure = "NICE_NG59", Figure("points of pain", -9.0, -14.0, -4.0, "NICE_NG59", "checked")
    if source not in KNOWLEDGE.sources:
        source = next(iter(KNOWLEDGE.sources))
        figure = replace(figure, source=source)
    base = {**said, "sources": (source,), "figures": (figure,), "label": words}
    position = Position("NICE", "strong_against", source, "checked")
    outcome = Outcome("walking an hour", 12.0, 0.4, 0.6, 0.5, 0.7, source, "recalled")
    criterion = Criterion("c", words, "missing", (), (), source, "checked")
    return Plan(
        urgency=Urgency.SOON,
        reasons=(words,) * 9,
        now=tuple(Action(id=f"now_{i}", audience="person", **base) for i in range(9)),
        tests=tuple(Order(id=f"t{i}", cautions=(words,) * 3, **base) for i in range(20)),
        treatments=tuple(
            Treatment(id=f"x{i}", positions=(position,) * 6, cautions=(words,) * 3, outcomes=(outcome,), **base)
            for i in range(20)
        ),
        surgery=tuple(Candidacy(id=f"s{i}", criteria=(criterion,) * 12, outcomes=(outcome,), **base) for i in range(6)),
        prevention=tuple(Measure(id=f"m{i}", how_often=words, stop_when=words, **base) for i in range(20)),
        avoid=tuple(Action(id=f"a{i}", **base) for i in range(20)),
        prognosis=Prognosis(*((Action(id="p", **base),) * 5,) * 3),
    )


@pytest.mark.parametrize("audience", AUDIENCES)
def test_a_plan_that_is_far_too_long_is_cut_and_the_letter_says_so(audience):
    assessment = replace(example("l5_radiculopathy.txt"), plan=long_plan("Rest in any way that eases the pain."))
    read = letter(assessment, audience)

    assert len(read.pages) == 2
    assert re.search(r"and \d+ more in the full answer", text(read))


@pytest.mark.parametrize("audience", AUDIENCES)
def test_signs_that_a_template_could_read_as_its_own_come_out_as_they_are(audience):
    told = text(
        letter(replace(example("foot_drop.toml"), plan=long_plan(STRANGE)), audience, name=f"{STRANGE[:20]}.txt")
    )

    assert STRANGE.replace(" ", "") in told.replace(" ", "")


def test_a_sign_that_no_font_has_is_marked_and_stops_no_letter():
    assessment = replace(example("foot_drop.toml"), plan=long_plan("背痛 😀 \x00\x07\u202e\u200b е́ ő"))

    for audience in AUDIENCES:
        assert "\ufffd" in text(letter(assessment, audience, name="背痛\ud800.txt"))


def test_the_fonts_have_every_sign_that_is_let_through():
    signs = [chr(code) for code in range(0x20, 0x10000) if re.fullmatch(f"[{SHOWN}]", chr(code))]
    data = content(example("foot_drop.toml"), "clinician", KNOWLEDGE, heading=Heading("x", DAY), room=Room())
    data["mind"] = {"lines": [" ".join(signs[i : i + 60]) for i in range(0, len(signs), 60)], "more": 0}

    typeset(data, day=DAY)  # the standard refuses a sign that cannot be shown


@pytest.mark.parametrize("audience", AUDIENCES)
def test_the_same_person_and_day_give_the_same_bytes(audience):
    first, second = (
        write_letter(example("own_words.txt"), KNOWLEDGE, audience, heading=Heading("own_words.txt", DAY)) for _ in "12"
    )

    assert first == second


def test_paper_is_what_the_country_prints_on():
    boxes = {
        country: letter(example("foot_drop.toml"), "person", country=country).pages[0].mediabox
        for country in ("us", "gb")
    }

    assert round(float(boxes["us"].height)) == 792
    assert round(float(boxes["gb"].height)) == 842


def said(capsys, *arguments: object) -> tuple[int, str, str]:
    status = main([str(argument) for argument in arguments])
    told = capsys.readouterr()
    return status, told.out, told.err


def test_the_command_writes_a_letter(capsys, tmp_path):
    out = tmp_path / "letter.pdf"
    status, *_ = said(
        capsys, "letter", ROOT / "examples" / "foot_drop.toml", "-o", out, "--for", "clinician", "--date", "2026-11-27"
    )

    assert status == 0
    assert "27 November 2026" in text(PdfReader(out))
    assert "foot_drop.toml" in text(PdfReader(out))


def test_a_letter_that_cannot_be_written_is_told_with_its_remedy(capsys, tmp_path):
    status, _, err = said(
        capsys, "letter", ROOT / "examples" / "foot_drop.toml", "-o", tmp_path / "no" / "l.pdf", "--for", "person"
    )

    assert status == 1
    assert "cannot be written" in err
    assert "a folder that exists" in err


def test_a_day_that_is_none_is_refused(capsys, tmp_path):
    with pytest.raises(SystemExit):
        said(capsys, "letter", "x.txt", "-o", "l.pdf", "--for", "person", "--date", "yesterday")

    assert "write it as 2026-11-27" in capsys.readouterr().err


def test_without_the_extra_the_letter_says_what_to_install(monkeypatch):
    really = builtins.__import__

    def without_typst(name, *args, **kwargs):
        if name == "typst":
            raise ModuleNotFoundError("No module named 'typst'", name="typst")
        return really(name, *args, **kwargs)

    monkeypatch.setattr(builtins, "__import__", without_typst)

    with pytest.raises(
        MissingExtraError, match=r"the letter: typst is not installed; pip install 'multifidus\[letter\]'"
    ):
        letter(example("foot_drop.toml"), "person")
