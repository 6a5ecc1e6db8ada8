"""Who wins when a person has many readings: sentences that a clinician could dispute."""

from datetime import UTC, datetime, timedelta

from multifidus.findings.gather import gather
from multifidus.knowledge import shipped
from multifidus.terms import Finding, Findings, Reading

KNOWLEDGE = shipped()
NOW = datetime(2026, 11, 27, 12, tzinfo=UTC)


def reading(*, days_ago=0.0, kind="interview", by="person", name=None, **found):
    findings = Findings(Finding(finding, value) for finding, value in found.items())
    at = NOW - timedelta(days=days_ago)
    return Reading(name or f"{kind}-{by}-{days_ago}", kind, at, findings, by)


def gathered(*readings):
    return gather(readings, KNOWLEDGE, now=NOW)


def test_the_newest_word_on_a_finding_counts():
    assert gathered(reading(days_ago=5, spasm=True), reading(spasm=False)).findings.absent("spasm")


def test_a_danger_sign_stands_until_it_is_denied():
    assert gathered(reading(days_ago=60, saddle_numbness=True), reading(spasm=True)).findings.present("saddle_numbness")
    assert not gathered(reading(days_ago=60, saddle_numbness=True), reading(saddle_numbness=False)).findings.present(
        "saddle_numbness"
    )


def test_what_was_denied_weeks_ago_is_unknown_again():
    assert "saddle_numbness" not in gathered(reading(days_ago=30, saddle_numbness=False)).findings
