"""The commands as somebody types them: what is printed, what is refused with which words, and the exit status."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from multifidus.terminal import main

LIFTED = "34-year-old man. My back locked up while lifting a sofa yesterday. No fever. Bladder and bowels are fine.\n"


@pytest.fixture
def note(tmp_path: Path) -> Path:
    path = tmp_path / "note.txt"
    path.write_text(LIFTED)
    return path


def said(capsys, *arguments: object) -> tuple[int, str, str]:
    status = main([str(argument) for argument in arguments])
    told = capsys.readouterr()
    return status, told.out, told.err


def test_a_note_becomes_a_ranked_list_with_an_urgency(capsys, note):
    status, out, _ = said(capsys, "assess", note)

    assert status == 0
    assert "Likely causes" in out
    assert "strained or cramped back muscles" in out
    assert "Ask first" in out


def test_json_holds_the_whole_contract(capsys, note):
    _, out, _ = said(capsys, "assess", "--format", "json", note)
    answer = json.loads(out)

    assert {"file", "edition", "in_scope", "urgency", "red_flags", "ask_first", "causes", "p_unexplained", "pain_types",
            "level", "findings", "next_tests", "plan", "certificate"} <= set(answer)  # fmt: skip
    assert len(answer["causes"]) == 19
    assert answer["certificate"] <= 1e-4
    ranked = [cause["probability"] for cause in answer["causes"]]
    assert ranked == sorted(ranked, reverse=True)
    assert all(cause["low"] <= cause["probability"] <= cause["high"] for cause in answer["causes"])
    quoted = [finding for finding in answer["findings"] if "quote" in finding]
    assert quoted
    assert all(LIFTED[finding["start"] : finding["end"]] == finding["quote"] for finding in quoted)


def test_several_files_give_one_line_each_in_their_order(capsys, note, tmp_path):
    case = tmp_path / "case.toml"
    case.write_text('id = "p"\n[findings]\nspasm = true\n')
    status, out, _ = said(capsys, "assess", "--format", "ndjson", note, case, note)
    lines = [json.loads(line) for line in out.splitlines()]

    assert status == 0
    assert [line["file"] for line in lines] == [str(note), str(case), str(note)]


BAD = {
    "an empty file": ("empty.txt", b"", "write what hurts"),
    "a binary file": ("scan.txt", b"\x00\x01\x02" * 500, "save the note as plain text"),
    "an unknown finding": ("case.json", b'{"findings": {"spasmm": true}}', "did you mean spasm"),
    "an impossible age": ("case.json", b'{"findings": {"age": 900}}', "age lies between 0 and 120"),
    "an impossible grade": ("case.json", b'{"findings": {"mrc_knee_extension": 7}}', "impossible"),
    "broken TOML": ("case.toml", b"[findings\n", "no TOML"),
}


@pytest.mark.parametrize(("name", "content", "remedy"), BAD.values(), ids=BAD)
def test_a_bad_file_is_told_with_its_remedy_and_the_others_are_answered(capsys, note, tmp_path, name, content, remedy):
    bad = tmp_path / name
    bad.write_bytes(content)
    status, out, err = said(capsys, "assess", "--format", "ndjson", bad, note)
    first, second = (json.loads(line) for line in out.splitlines())

    assert status == 1
    assert first["file"] == str(bad)
    assert remedy in first["error"]
    assert str(bad) in err
    assert "Traceback" not in out + err
    assert second["causes"]


def test_a_folder_and_a_missing_file_are_told_apart(capsys, tmp_path):
    _, _, folder = said(capsys, "assess", tmp_path)
    _, _, missing = said(capsys, "assess", tmp_path / "nobody.txt")

    assert "a folder, not a file" in folder
    assert "no such file" in missing


def test_an_impossible_age_in_a_note_is_told_and_not_believed(capsys, tmp_path):
    path = tmp_path / "note.txt"
    path.write_text("This 900-year-old man has low back pain and 7/5 strength in the left great toe extension.\n")
    status, out, _ = said(capsys, "assess", "--format", "json", path)
    answer = json.loads(out)

    assert status == 0
    assert "age" not in {finding["id"] for finding in answer["findings"]}
    assert answer["unread"]


def test_contradicting_findings_are_named(capsys, tmp_path):
    path = tmp_path / "case.json"
    path.write_text('{"findings": {"spasm": true, "fever": false, "temperature_c": 39.2}}')
    _, out, _ = said(capsys, "assess", "--format", "json", path)

    assert "the number was taken" in json.loads(out)["contradictions"][0]


def test_a_note_in_another_language_is_not_ranked_but_told(capsys, tmp_path):
    path = tmp_path / "note.txt"
    path.write_text("Der Patient klagt seit gestern über starke Schmerzen im Kreuz nach dem Heben einer Kiste.\n")
    _, out, _ = said(capsys, "assess", "--format", "json", path)
    answer = json.loads(out)

    assert not answer["in_scope"]
    assert answer["urgency"] != "self_care"


def test_ten_megabytes_of_note_are_answered_or_refused_in_words(capsys, tmp_path):
    path = tmp_path / "long.txt"
    path.write_text(LIFTED * (10_000_000 // len(LIFTED)))
    status, out, err = said(capsys, "assess", "--format", "ndjson", path)

    assert "Traceback" not in out + err
    assert status == 0 or "long.txt" in err


def test_what_the_person_wrote_never_reaches_an_error_message(capsys, tmp_path, monkeypatch):
    path = tmp_path / "note.txt"
    path.write_text("My back hurts and my secret is marzipan.\n")

    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("marzipan")

    monkeypatch.setattr("multifidus.assess.assess", fail)
    status, out, err = said(capsys, "assess", "--format", "ndjson", path)

    assert status == 1
    assert "marzipan" not in out + err
    assert "unassessed" in err


def test_explain_names_each_finding_with_its_source(capsys, tmp_path):
    path = tmp_path / "case.json"
    path.write_text('{"findings": {"age": 46, "leg_pain_below_knee": "left", "slr_positive": "left"}}')
    _, out, _ = said(capsys, "explain", "disc_herniation", path)

    assert "For (ln odds" in out
    assert "through L5 root" in out
    assert "vanderWindt2010, checked" in out


def test_an_unknown_cause_is_refused_with_the_causes(capsys, note):
    status, _, err = said(capsys, "explain", "lumbago", note)

    assert status == 1
    assert "disc_herniation" in err


def test_the_version_names_the_edition_of_the_tables(capsys):
    _, out, _ = said(capsys, "--version")

    assert "tables of 20" in out


def test_the_edition_and_the_figures_are_shown(capsys):
    _, checked, _ = said(capsys, "evidence", "check")
    _, shown, _ = said(capsys, "evidence", "show", "slr_positive")

    assert "0 problems" in checked
    assert "vanderWindt2010" in shown


def test_the_interview_warns_before_it_ends(tmp_path):
    answers = "46\nb\n12\n1\nq\n"  # age, sex, where, a tick on the first safety screen
    done = subprocess.run(
        [sys.executable, "-m", "multifidus.terminal", "ask"], input=answers, capture_output=True, text=True, check=True
    )

    assert "!!" in done.stderr
    assert done.stderr.index("!!") < done.stderr.index("The answers so far")
    assert "EMERGENCY" in done.stdout


def test_a_person_s_own_sentence_on_standard_input():
    told = "my back locked up lifting a sofa and now my left foot slaps when I walk"
    done = subprocess.run(
        [sys.executable, "-m", "multifidus.terminal", "assess", "--format", "json", "-"],
        input=told, capture_output=True, text=True, check=True,
    )  # fmt: skip
    answer = json.loads(done.stdout)

    assert {"foot_drop", "onset_while_lifting"} <= {finding["id"] for finding in answer["findings"]}
    assert answer["urgency"] in ("emergency", "urgent")


def test_an_assessment_does_not_stop_to_look_for_unused_objects(note):
    looked = "sum(one['collections'] for one in gc.get_stats())"
    code = f"import gc; from multifidus.terminal import main; n = {looked}; main(['assess', {str(note)!r}])"
    told = subprocess.run(
        [sys.executable, "-c", f"{code}; print({looked} - n)"], capture_output=True, text=True, check=True
    )

    assert int(told.stdout.splitlines()[-1]) <= 1


def test_signs_of_one_mechanism_are_told_as_reasons_though_none_would_be_missed(capsys):
    _, told, _ = said(capsys, "assess", Path(__file__).parent.parent / "examples" / "cauda_equina.txt")
    first = told.partition("Likely causes")[2].partition("   2 ")[0]

    assert "for " in first
    assert "saddle numbness" in first
    assert "one of several" in first


ASSESS = [sys.executable, "-m", "multifidus.terminal", "assess"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no disk that is always full")
@pytest.mark.parametrize("arguments", [["assess", "NOTE"], ["assess", "--format", "json", "NOTE"], ["--version"]])
def test_output_that_takes_no_more_is_told_in_one_line(note, arguments):
    typed = [str(note) if one == "NOTE" else one for one in arguments]
    with open("/dev/full", "w") as full:
        done = subprocess.run([*ASSESS[:3], *typed], stdout=full, stderr=subprocess.PIPE, text=True)
    assert done.returncode == 1
    assert done.stderr.startswith("multifidus: standard output: cannot be written (No space left on device)")
    assert done.stderr.count("\n") == 1


def test_a_terminal_of_few_letters_gets_the_others_written_out_and_json_stays_json(note, tmp_path):
    strange = tmp_path / "Köln 😀.txt"
    strange.write_text(LIFTED)
    few = {**os.environ, "PYTHONIOENCODING": "ascii"}
    text = subprocess.run([*ASSESS, str(strange)], env=few, capture_output=True, check=True).stdout.decode("ascii")
    assert "K\\u00f6ln \\ud83d\\ude00.txt" in text
    told = subprocess.run([*ASSESS, "--format", "json", str(strange)], env=few, capture_output=True, check=True).stdout
    assert json.loads(told.decode("ascii"))["file"] == str(strange)


def test_output_that_is_closed_or_cut_short_is_no_traceback(note):
    for end in (">&-", "2>&-", "| head -1"):
        shell = ["sh", "-c", f'"$@" {end}', "sh", *ASSESS, str(note)]
        done = subprocess.run(shell, capture_output=True, text=True)
        assert done.returncode == 0
        assert "Traceback" not in done.stderr
        assert "Error" not in done.stderr


@pytest.mark.parametrize("format_", ["table", "json", "ndjson"])
def test_a_name_that_gives_orders_to_a_terminal_is_printed_as_letters(capsys, tmp_path, format_):
    name = tmp_path / "\x1b[2J\x07\u202eevil.txt"
    status, out, err = said(capsys, "assess", "--format", format_, name)
    assert status == 1
    assert "no such file" in err
    assert "\\x1b[2J\\x07\\u202eevil.txt" in err
    assert not {"\x1b", "\x07"} & set(out + err)


def test_a_letter_is_not_written_over_its_note(capsys, note):
    status, _, err = said(capsys, "letter", note, "-o", note, "--for", "person")
    assert status == 1
    assert "it is read, and would be written over" in err
    assert note.read_text() == LIFTED
