"""`evidence show`: every figure on one finding, with where it was read and how far it may be trusted."""

import json

import pytest

from multifidus.doors.figures_table import WIDTH, finding_list, finding_table
from multifidus.errors import InputError
from multifidus.knowledge import shipped
from multifidus.knowledge.figures_on import figures_on
from multifidus.knowledge.rows import AccuracyRow, AssumedRow, EdgeRow, PriorModifierRow, RedFlagRow, RelationRow
from multifidus.terminal import main

KNOWLEDGE = shipped()
EVERYTHING = {finding: figures_on(KNOWLEDGE, finding) for finding in KNOWLEDGE.findings}


def page(finding: str) -> str:
    return finding_table(KNOWLEDGE, finding, EVERYTHING[finding])


@pytest.mark.parametrize("kind", [AccuracyRow, RelationRow, AssumedRow, PriorModifierRow])
def test_no_figure_of_any_table_is_left_out(kind):
    shown = {(figure.table, figure.line) for figures in EVERYTHING.values() for figure in figures}

    assert {(row.table, row.line) for row in KNOWLEDGE.rows(kind)} <= shown


def test_every_edge_into_a_finding_and_every_red_flag_is_shown():
    shown = {(figure.table, figure.line) for figures in EVERYTHING.values() for figure in figures}
    edges = {(row.table, row.line) for row in KNOWLEDGE.rows(EdgeRow) if row.child in KNOWLEDGE.findings}

    assert edges <= shown
    assert {(row.table, row.line) for row in KNOWLEDGE.rows(RedFlagRow)} <= shown


def test_the_straight_leg_raise_is_told_with_its_interval_its_people_and_its_paper():
    sens = next(figure for figure in EVERYTHING["slr_positive"] if figure.source.id == "vanderWindt2010")

    assert (sens.name, sens.value, sens.low, sens.high) == ("sens", 0.92, 0.87, 0.95)
    assert sens.cause == "disc_herniation"
    assert sens.population == "suspected_radiculopathy"
    assert sens.status == "checked"
    assert sens.use == "model"
    assert sens.source.doi == "10.1002/14651858.CD007431.pub2"
    assert sens.source.year == "2010"


def test_what_is_compiled_stands_before_what_is_not():
    uses = [figure.use for figure in EVERYTHING["slr_positive"] if figure.table == "accuracy"]

    assert uses == sorted(uses, key=lambda use: use != "model")


def test_a_picture_is_shown_with_how_common_it_is_without_pain():
    ages = [figure for figure in EVERYTHING["mri_disc_degeneration"] if figure.name == "p_asymptomatic"]

    assert ages
    assert "present without pain" in page("mri_disc_degeneration")


@pytest.mark.parametrize("finding", KNOWLEDGE.findings)
def test_a_page_tells_its_figures_in_words_and_fits_its_width(finding):
    text = page(finding)

    assert KNOWLEDGE.findings[finding].label in " ".join(text.split())
    # An address is never broken: somebody may want to follow it.
    assert all(len(line) <= WIDTH or "://" in line for line in text.splitlines())
    for figure in EVERYTHING[finding]:
        if figure.source:
            assert figure.source.id in text


def test_a_figure_that_nobody_read_in_its_paper_says_so():
    assert "RECALLED: not yet read in its source" in page("slr_positive")


def test_our_own_judgement_says_so():
    assert "OURS: our judgement, no source" in page("diagnosed_cauda_equina")


def test_a_finding_that_raises_a_red_flag_is_shown_with_it():
    text = page("saddle_numbness")

    assert "Red flags that it raises" in text
    assert "emergency: " in text


@pytest.mark.parametrize(
    ("typed", "meant"), [("slr_postive", "slr_positive"), ("fevr", "fever"), ("Saddle_Numbness", "saddle_numbness")]
)
def test_an_unknown_finding_is_answered_with_the_nearest(typed, meant):
    with pytest.raises(InputError) as refused:
        figures_on(KNOWLEDGE, typed)

    assert refused.value.where == typed
    assert refused.value.problem == "no such finding"
    assert meant in refused.value.remedy


def test_a_word_that_is_like_nothing_leads_to_the_list():
    with pytest.raises(InputError, match="lists them all"):
        figures_on(KNOWLEDGE, "qqqqqq")


def test_the_list_names_every_finding():
    text = finding_list(KNOWLEDGE)

    assert all(finding in text for finding in KNOWLEDGE.findings)
    assert all(len(line) <= WIDTH for line in text.splitlines())


def test_the_commands_show_and_check(capsys):
    assert main(["evidence", "show", "slr_positive"]) == 0
    assert "vanderWindt2010" in capsys.readouterr().out
    assert main(["evidence", "show", "slr_positive", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)[0]["source"]["id"] == "vanderWindt2010"
    assert main(["evidence", "show", "slr_postive"]) == 1
    assert "did you mean slr_positive" in capsys.readouterr().err
    assert main(["evidence", "check"]) == 0
    assert "0 problems" in capsys.readouterr().out
