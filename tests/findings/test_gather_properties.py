"""What holds of the readings of anybody, whatever they say."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from multifidus.findings.closure import complete
from multifidus.findings.gather import gather
from multifidus.findings.gathering.holding import rules_of
from multifidus.findings.suspicions import SUSPICIONS
from multifidus.knowledge import shipped
from multifidus.terms import READING_KINDS, Finding, Findings, Reading

KNOWLEDGE = shipped()
RULES = rules_of(KNOWLEDGE)
NOW = datetime(2026, 11, 27, 12, tzinfo=UTC)
SIDES = (None, "left", "right", "both")
DANGERS = sorted(RULES.dangers)
# Few names, and related ones, so that readings speak of the same things.
NAMES = ("spasm", "no_pain", "back_pain_present", "saddle_numbness", "urinary_retention", "bladder_dysfunction",
         "urine_change", "fever", "infection_signs", "foot_drop", "mrc_3_or_less", "motor_weakness_leg", "slr_positive",
         "leg_pain_below_knee", "pain_below_buttocks", "unilateral_leg_pain", "bilateral_leg_pain", "xray_fracture",
         "mri_cauda_equina_compression", "clinician_suspects_cauda_equina", "acute_low_back_pain", "trauma", "female",
         "duration_over_three_months", "male", "age_over_50", "crp_over_30",
         "raised_crp_or_esr", "pregnant")  # fmt: skip
NUMBERS = ("age", "duration_weeks", "duration_hours", "temperature_c", "pain_0_10", "mrc_ankle_dorsiflexion",
           "mrc_hip_flexion", "crp", "gestation_weeks", "oswestry", "foot_drop", "pvr_over_200")  # fmt: skip
SIDED = {finding.id for finding in KNOWLEDGE.findings.values() if finding.sided}


@st.composite
def words(draw):
    name = draw(st.sampled_from(NAMES) | st.sampled_from(DANGERS))
    return Finding(name, draw(st.booleans()), draw(st.sampled_from(SIDES)) if name in SIDED else None)


@st.composite
def numbers(draw):
    name = draw(st.sampled_from(NUMBERS))
    measure = RULES.logic.measures.get(name)  # a finding may be told by its number as well
    low, high = (measure.low, measure.high) if measure else (0, 5 if name in SIDED else 400)
    value = float(draw(st.integers(int(low), int(high))))
    return Finding(name, value, draw(st.sampled_from(SIDES)) if name.startswith("mrc") or name in SIDED else None)


moments = st.sampled_from([0.0, 0.01, 0.03, 0.5, 1.0, 3.0, 8.0, 20.0, 60.0, 120.0, 400.0, -0.5, -40.0])
said = st.lists(words() | numbers(), max_size=6).map(Findings)


@st.composite
def readings(draw, most=7, said=said):
    return [
        Reading(
            f"r{number}",
            draw(st.sampled_from(READING_KINDS)),
            NOW - timedelta(days=draw(moments)),
            draw(said),
            draw(st.sampled_from(("person", "clinician"))),
            concerns_back=draw(st.booleans()),
            setting=draw(st.sampled_from((None, "primary", "emergency", "secondary"))),
        )
        for number in range(draw(st.integers(0, most)))
    ]


def gathered(some):
    return gather(some, KNOWLEDGE, now=NOW)


def every(findings):
    return sorted(map(repr, findings.all()))


@given(readings(), st.randoms(use_true_random=False))
@settings(max_examples=300, deadline=None)
def test_the_order_in_which_readings_are_given_is_nothing(some, chance):
    mixed = chance.sample(some, len(some))
    one, other = gathered(some), gathered(mixed)

    assert list(map(repr, one.findings.all())) == list(map(repr, other.findings.all()))
    assert one == other


@given(readings(most=1).filter(bool))
@settings(deadline=None)
def test_one_fresh_reading_gives_its_own_findings(some):
    fresh = Reading("fresh", some[0].kind, NOW, some[0].findings, some[0].by)

    assert every(gathered([fresh]).findings) == every(fresh.findings)
    assert gathered([fresh]).lapsed == ()
    assert gathered([fresh]).contradictions == ()


@given(readings(), st.sampled_from(READING_KINDS), moments)
@settings(deadline=None)
def test_a_reading_that_says_nothing_changes_nothing(some, kind, days_ago):
    silent = Reading("silent", kind, NOW - timedelta(days=days_ago), Findings())

    assert gathered([*some, silent]) == gathered(some)


@given(readings(), st.sampled_from(DANGERS), st.sampled_from(READING_KINDS), st.sampled_from(("person", "clinician")))
@settings(max_examples=300, deadline=None)
def test_a_danger_sign_told_now_is_never_lost(some, danger, kind, by):
    earlier = [reading for reading in some if reading.at <= NOW]
    told = gathered([*earlier, Reading("now", kind, NOW, Findings([Finding(danger, True)]), by)])

    assert told.findings.present(danger) or told.findings.number(danger) is not None
    assert "now" in told.came_from[danger]
    assert complete(told.findings, KNOWLEDGE).present(danger)


@given(readings(), st.sampled_from(DANGERS), st.sampled_from([0.0, 1.0, 20.0, 40.0]))
@settings(max_examples=300, deadline=None)
def test_a_danger_sign_stands_whatever_is_said_of_other_things(some, danger, days_ago):
    row = RULES.holding[danger]
    if row.danger_days is not None and days_ago > row.danger_days:
        return
    settles = {measure for measure, findings in RULES.alone.items() if danger in findings}
    others = {danger, *settles, *SUSPICIONS.get(danger, ())}
    told = Reading("told", "interview", NOW - timedelta(days=days_ago), Findings([Finding(danger, True)]))
    rest = [Reading(one.id, one.kind, one.at, one.findings.without(*others), one.by, one.concerns_back) for one in some]

    assert gathered([told, *rest]).findings.present(danger)


@given(readings())
@settings(deadline=None)
def test_nothing_is_made_up(some):
    told = {(finding.id, finding.value) for reading in some for finding in reading.findings.all()}
    growing = {name for name, row in RULES.holding.items() if row.grows}

    for finding in gathered(some).findings.all():
        assert (finding.id, finding.value) in told or finding.id in growing


@given(readings())
@settings(deadline=None)
def test_what_is_absent_was_denied_as_lately_as_a_denial_holds(some):
    for finding in gathered(some).findings.all():
        if finding.value is False:
            days = RULES.holding[finding.id].absent_days
            denied = [one.at for one in some if one.findings.absent(finding.id) and one.at <= NOW + timedelta(days=1)]
            assert denied
            assert days is None or NOW - max(denied) < timedelta(days=days)


@given(readings(), st.integers(0, 10**12))
@settings(deadline=None)
def test_when_the_told_time_has_come_something_has_lapsed(some, microseconds):
    shifted = [replace(one, at=one.at - timedelta(microseconds=microseconds)) for one in some if one.at <= NOW]
    told = gathered(shifted)

    if told.lapses_at is not None:
        later = gather(shifted, KNOWLEDGE, now=told.lapses_at)
        assert set(later.findings) < set(told.findings) or every(later.findings) != every(told.findings)


@given(readings())
@settings(deadline=None)
def test_every_finding_names_its_readings(some):
    told = gathered(some)
    ids = {reading.id for reading in some}

    assert set(told.came_from) == set(told.findings)
    assert all(names and set(names) <= ids for names in told.came_from.values())


@given(readings(said=(st.lists(words(), max_size=6) | st.lists(numbers(), max_size=6)).map(Findings)))
@settings(max_examples=300, deadline=None)
def test_the_urgency_of_a_danger_is_not_lost_on_the_way_to_the_closure(some):
    # Words and numbers in readings apart: within one reading the closure decides, and the number is taken.
    told = gathered(some).findings
    known = complete(told, KNOWLEDGE)

    for finding in told.all():
        if finding.present and finding.id in RULES.dangers:
            assert known.present(finding.id)


@st.composite
def diaries(draw):
    """Entries of a diary: a spasm each, and sometimes something else that was told with it."""
    every_days = draw(st.sampled_from([0.4, 1.0, 3.0, 6.9, 8.0, 30.0]))
    newest = draw(st.sampled_from([-0.5, 0.0, 0.02, 5.0, 60.0, 100.0]))
    return [
        Reading(
            f"entry {number}",
            "diary",
            NOW - timedelta(days=newest + number * every_days),
            Findings([Finding("spasm", True), *(draw(said).all() if number % 20 == 0 else ())]),
            spasm=True,
        )
        for number in range(draw(st.integers(0, 110)))
    ]


@given(readings(most=4), diaries())
@settings(max_examples=200, deadline=None)
def test_what_a_whole_diary_tells_fills_in_and_takes_nothing_back(some, diary):
    counted = gathered([*some, *diary])
    uncounted = gathered([*some, *(replace(entry, spasm=False) for entry in diary)])

    assert {repr(one) for one in uncounted.findings.all()} <= {repr(one) for one in counted.findings.all()}
    added = [one for one in counted.findings.all() if one.id not in uncounted.findings]
    assert all(one.value is True for one in added)
    before, after = (complete(one.findings, KNOWLEDGE) for one in (uncounted, counted))
    assert after.contradictions == before.contradictions
    assert not [one for one in DANGERS if before.present(one) and not after.present(one)]


@given(readings(most=3), diaries(), st.randoms(use_true_random=False))
@settings(max_examples=100, deadline=None)
def test_the_order_of_the_entries_of_a_diary_is_nothing(some, diary, chance):
    everything = [*some, *diary]

    assert gathered(chance.sample(everything, len(everything))) == gathered(everything)
