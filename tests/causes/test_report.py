"""The report tells of every figure where it lies, and owes a reason where the network misses it by far."""

import json

import numpy as np
import pytest

from multifidus.causes.fitting.figures import off_scale
from multifidus.causes.fitting.report import report_figures
from multifidus.doors.figures_report import ORIGINS, PUBLISHED, ROLES, report_data, report_table
from multifidus.knowledge import shipped
from multifidus.knowledge.rows import AccuracyRow, ConflictRow, FindingRow, SpreadRow
from multifidus.terminal import main

KNOWLEDGE = shipped()
REPORT = report_figures(KNOWLEDGE)


def compiled(kind):
    return sum(getattr(REPORT.tally(role), kind) for role in ("fitted", "follows"))


def test_of_the_compiled_figures_ninety_five_in_a_hundred_lie_inside_once_studies_may_differ():
    assert compiled("inside_spread") >= 0.95 * compiled("figures")


def test_of_the_published_ones_alone_as_many():
    fitted = REPORT.tally("fitted", PUBLISHED)

    assert fitted.figures > 300
    assert fitted.inside_spread >= 0.95 * fitted.figures


def test_without_spread_fewer_lie_inside_and_the_report_says_so():
    fitted = REPORT.tally("fitted", PUBLISHED)

    assert fitted.inside < 0.9 * fitted.figures
    assert f"{100 * fitted.inside / fitted.figures:.1f} %" in report_table(REPORT)


def test_every_figure_that_is_missed_by_far_is_named_with_a_reason():
    page = report_table(REPORT)
    for judged in REPORT.far:
        assert judged.reason, (judged.figure.finding, judged.figure.cause, judged.figure.measure)
        assert f"{judged.figure.finding} / {judged.figure.cause}" in page
        assert judged.reason.split()[0] in page


def test_the_spread_is_stated_for_every_kind_of_finding_and_never_above_one_half():
    spread = {row.kind: row.spread for row in KNOWLEDGE.rows(SpreadRow)}

    assert set(spread) == {row.kind for row in KNOWLEDGE.rows(FindingRow)} | {"door"}
    assert max(spread.values()) <= 0.5
    assert all(row.reason for row in KNOWLEDGE.rows(SpreadRow))


def test_no_reason_outlives_the_figure_that_it_explains():
    told = {(judged.figure.finding, judged.figure.cause, judged.figure.measure) for judged in REPORT.figures}

    assert not [row for row in KNOWLEDGE.rows(ConflictRow) if (row.finding, row.cause, row.measure) not in told]


def test_every_model_row_is_in_the_report_or_counted_as_having_no_node():
    shown = {judged.figure.where for judged in REPORT.figures}
    rows = [row for row in KNOWLEDGE.rows(AccuracyRow) if row.use in {"model", "duplicate"}]
    missing = [row for row in rows if f"{row.file}, line {row.line}" not in shown]

    assert 0 < len(missing) <= REPORT.not_in_network


def test_duplicates_are_compared_and_lie_outside_more_often_than_what_was_fitted():
    duplicate, fitted = REPORT.tally("duplicate"), REPORT.tally("fitted", PUBLISHED)

    assert duplicate.figures > 100
    assert duplicate.inside_spread / duplicate.figures < fitted.inside_spread / fitted.figures


def test_the_kinds_of_intervals_are_counted_apart_and_add_up():
    for role in ROLES:
        assert sum(REPORT.tally(role, (origin,)).figures for origin in ORIGINS) == REPORT.tally(role).figures


def test_a_published_interval_is_shown_as_published():
    row = next(
        row for row in KNOWLEDGE.rows(AccuracyRow) if row.source == "vanderWindt2010" and row.finding == "slr_positive"
    )
    judged = next(
        one
        for one in REPORT.figures
        if one.figure.where == f"accuracy.csv, line {row.line}" and "sens" in one.figure.measure
    )

    assert (judged.figure.value, judged.figure.low, judged.figure.high) == (row.sens, row.sens_low, row.sens_high)
    assert judged.figure.origin == "published"


def test_inside_and_z_say_the_same():
    for judged in REPORT.figures:
        edge = abs(abs(judged.z_spread) - 1.96) < 0.35  # rounded intervals do not lie evenly about their value
        assert edge or judged.inside_spread == (abs(judged.z_spread) < 1.96), judged


def test_the_spread_only_widens():
    for judged in REPORT.figures:
        assert judged.low <= judged.figure.low * (1 + 1e-9)
        assert judged.high >= judged.figure.high * (1 - 1e-9) or judged.figure.high == 1.0
        assert abs(judged.z_spread) <= abs(judged.z) + 1e-12


def test_in_the_right_direction():
    for judged in REPORT.figures:
        ahead = judged.implied - off_scale(judged.figure.measure, judged.figure.point)
        assert ahead == pytest.approx(0, abs=1e-9) or np.sign(ahead) == np.sign(judged.z)


def test_the_data_is_plain_and_holds_what_the_page_holds():
    data = json.loads(json.dumps(report_data(REPORT, every=True), allow_nan=False))

    assert len(data["figures"]) == len(REPORT.figures)
    assert data["edition"] == KNOWLEDGE.edition
    assert {group["group"] for group in data["counts"]} >= set(ROLES.values())
    assert len(report_data(REPORT)["figures"]) < len(data["figures"])


def test_the_page_can_show_every_figure():
    every = report_table(REPORT, every=True)

    assert "crossed_slr_positive / disc_herniation" in every
    assert len(every.splitlines()) > len(REPORT.figures)


def test_the_command_prints_the_report_and_fails_only_where_a_reason_is_missing(capsys):
    assert main(["evidence", "report"]) == 0

    page = capsys.readouterr().out
    assert "all compiled figures" in page
    assert "why: " in page
