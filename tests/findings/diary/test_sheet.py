"""The diary out as a table and in again: nothing lost, nothing twice, and no formula on the way."""

import csv
import io
from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from multifidus.errors import InputError
from multifidus.findings.diary import Before, Episode
from multifidus.findings.diary.sheet import COLUMNS, LARGEST, not_yet_kept, read, sent_as, written
from multifidus.knowledge import shipped
from multifidus.knowledge.rows import DiaryTriggerRow

KNOWLEDGE = shipped()
BERLIN = ZoneInfo("Europe/Berlin")
IDS = sorted(row.id for row in KNOWLEDGE.rows(DiaryTriggerRow))
HEAD = ",".join(COLUMNS)


def sheet(text, zone=BERLIN):
    return read(text.encode() if isinstance(text, str) else text, KNOWLEDGE, zone=zone, name="diary.csv")


def entries(text):
    return [episode for _, episode in sheet(text).episodes]


windows = st.none() | st.frozensets(st.sampled_from(IDS))
words = st.none() | st.text(st.characters(exclude_categories=["Cs"]), max_size=40).filter(str.strip)
moments = st.datetimes(min_value=datetime(1901, 1, 1), max_value=datetime(2100, 1, 1)).flatmap(
    lambda at: st.integers(-840, 840).map(lambda off: at.replace(tzinfo=timezone(timedelta(minutes=off))))
)
episodes = st.builds(
    Episode,
    began=moments,
    minutes=st.none() | st.integers(0, 20160).map(float),
    worst=st.none() | st.integers(0, 10),
    side=st.sampled_from([None, "left", "right", "both"]),
    before=st.builds(Before, here=windows, day_before=windows, two_days_before=windows),
    medicine=words,
    note=words,
)


@given(st.lists(episodes, max_size=5))
def test_what_goes_out_comes_in_again_to_the_last_sign(told):
    found = sheet(written(told))

    assert not found.refused
    assert {sent_as(one): one for one in told} == {sent_as(one): one for _, one in found.episodes}
    assert sorted(map(sent_as, (one for _, one in found.episodes))) == sorted({sent_as(one) for one in told})


@given(episodes)
def test_no_cell_goes_out_that_a_spreadsheet_takes_for_a_formula(told):
    cells = [cell for row in csv.reader(io.StringIO(written([told]), newline="")) for cell in row]

    assert not [
        cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"))
    ]


def test_a_formula_in_a_note_comes_back_as_it_was_typed():
    told = Episode(began=datetime(2026, 11, 27, 8, tzinfo=UTC), note='=HYPERLINK("http://evil.example","click")')

    assert '"\'=HYPERLINK(""http' in written([told])
    assert entries(written([told])) == [told]


def test_a_formula_that_somebody_else_wrote_is_words():
    assert entries(f"{HEAD}\n2026-11-27T08:00+01:00,,,,,,,,=1+1")[0].note == "=1+1"


def test_an_apostrophe_that_somebody_else_wrote_stays():
    assert entries(f"{HEAD}\n2026-11-27T08:00+01:00,,,,,,,,'twas the garden")[0].note == "'twas the garden"


def test_the_columns_are_the_same_for_ever():
    assert written([]) == '"began","minutes","worst","side","here","day_before","two_days_before","medicine","note"\r\n'


def test_nothing_of_the_list_is_not_the_same_as_not_asked():
    before = entries(f"{HEAD}\n2026-11-27T08:00+01:00,,,,heavy_load stress,none,,,")[0].before

    assert before == Before(frozenset({"heavy_load", "stress"}), frozenset(), None)


@pytest.mark.parametrize("parted_by", [",", ";", "\t"])
def test_any_spreadsheet_parts_its_cells_in_its_own_way(parted_by):
    text = f"{HEAD}\n2026-11-27T08:00+01:00,30,7,left,none,,,ibuprofen,stairs".replace(",", parted_by)

    assert entries(text)[0].worst == 7


def test_a_decimal_comma_is_a_point():
    assert entries("began;minutes\n2026-11-27T08:00+01:00;7,5")[0].minutes == 7.5


@pytest.mark.parametrize(
    ("written_as", "meant"),
    [
        ("2026-11-27T08:00:00+05:00", datetime(2026, 11, 27, 3, tzinfo=UTC)),
        ("2026-11-27 08:00", datetime(2026, 11, 27, 7, tzinfo=UTC)),
        ("27.11.2026 08:00", datetime(2026, 11, 27, 7, tzinfo=UTC)),
        ("27.11.2026, 8:00", datetime(2026, 11, 27, 7, tzinfo=UTC)),
        ("1.7.2026 8:00:30", datetime(2026, 7, 1, 6, 0, 30, tzinfo=UTC)),
    ],
)
def test_a_time_without_a_zone_is_that_of_the_person(written_as, meant):
    assert entries(f'began\n"{written_as}"')[0].began == meant


@pytest.mark.parametrize("head", ["\ufeffbegan;note", "BEGAN;Note", " began ; note "])
def test_a_head_is_known_however_it_was_saved(head):
    assert entries(f"{head}\n2026-11-27T08:00+01:00;stairs")[0].note == "stairs"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_file_is_read_in_the_signs_that_it_was_saved_in(encoding):
    assert entries("began;note\r\n2026-11-27T08:00+01:00;nach dem Bücken".encode(encoding))[0].note == "nach dem Bücken"


def test_bad_lines_are_told_with_their_number_and_the_good_ones_are_kept():
    found = sheet(
        "began,worst,here,note\n"
        '2026-11-27T08:00+01:00,7,none,"two\nlines"\n'
        "2026-11-27T09:00+01:00,11,none,\n"
        "\n"
        "11/27/2026 08:00,5,none,\n"
        "2026-11-27T10:00+01:00,bad,none,\n"
        "2026-11-27T11:00+01:00,5,full_moon,\n"
        "2026-11-27T11:00+01:00,5,none,,,,\n"
        ",5,,\n"
        "2026-11-27T12:00+01:00,5,none\n"
    )

    assert [line for line, _ in found.episodes] == [2, 11]
    assert [(one.line, one.problem) for one in found.refused] == [
        (4, "worst: not on the scale of pain"),
        (6, "began: no day and time"),
        (7, "worst: no number"),
        (8, "before here: something that cannot be ticked"),
        (9, "more cells than columns"),
        (10, "began: nobody told when it began"),
    ]
    assert all(one.remedy for one in found.refused)


def test_equal_lines_are_one_spasm():
    line = "2026-11-27T08:00+01:00,7"

    assert len(sheet(f"began,worst\n{line}\n{line}\n2026-11-27T07:00Z,7").episodes) == 1


def test_the_same_file_twice_adds_nothing():
    first = sheet("began,worst\n2026-11-27T08:00+01:00,7\n2026-11-28T08:00+01:00,7")
    kept = [episode for _, episode in first.episodes]

    assert not not_yet_kept(first, kept)
    assert not_yet_kept(first, kept[:1]) == first.episodes[1:]


def test_a_diary_that_went_out_adds_nothing_when_it_comes_in():
    kept = [Episode(began=datetime(2026, 11, day, 8, 13, 7, 123, tzinfo=UTC), note="-'") for day in range(1, 9)]

    assert not not_yet_kept(sheet(written(kept)), kept)


def test_the_name_of_a_spasm_is_the_same_in_every_release():
    assert (
        str(sent_as(Episode(began=datetime(2026, 11, 27, 8, tzinfo=UTC), worst=7)))
        == "f325cb61-8642-5aef-98c0-52791f86a7b4"
    )


def test_a_column_that_means_nothing_here_is_named_and_not_dropped_in_silence():
    assert sheet("began,mood\n2026-11-27T08:00+01:00,low").ignored == ("mood",)


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", "no column called began"),
        (b"day,pain\n1,2", "no column called began"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "no column called began"),
        (b"began,began\n1,2", "a column stands twice"),
        (b"x" * (LARGEST + 1), "larger than 5 MB"),
        (b"began\n" + b"2026-11-27T08:00+01:00\n" * 20_001, "more than 20000 lines"),
        (b'began,note\n2026-11-27T08:00+01:00,"' + b"x" * 200_000 + b'"', "this is no table"),
    ],
)
def test_what_is_no_table_is_refused_in_words(content, problem):
    with pytest.raises(InputError, match=problem):
        sheet(content)


@given(st.binary(max_size=300))
def test_no_file_whatever_breaks_the_reader(content):
    for sent in (content, b"began,worst,here,note\n" + content):
        try:
            found = sheet(sent)
        except InputError:
            continue
        assert all(one.problem and one.remedy for one in found.refused)
