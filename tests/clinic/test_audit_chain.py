"""What the audit can be relied on for: nothing in it is changed or lost unseen, and nobody's words are in it."""

import re
import sqlite3
import subprocess
import sys
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from clinic.own_database import installation, said
from multifidus.clinic.audit import sealing
from multifidus.clinic.audit.entries import Act, Ground, enter
from multifidus.clinic.audit.guards import lift_guards, missing_guards, set_guards
from multifidus.clinic.audit.models import Entry, Pseudonym, Seal
from multifidus.clinic.audit.pseudonyms import forget, known, pseudonym_of, veiled
from multifidus.clinic.audit.sealing import head, seal_all, seal_batch
from multifidus.clinic.audit.verifying import verify
from multifidus.terminal import main

WORDS = "I cannot feel the skin between my legs"
DOCS = Path(__file__).resolve().parents[2] / "docs" / "audit.md"
ON_SQLITE = connection.vendor == "sqlite"


def entered(count: int) -> None:
    for _ in range(count):
        enter(Act.READ, by=uuid4(), record=uuid4(), clinic=uuid4(), ground=Ground.CONSENT, kind="chart", thing=uuid4())


def sealed(*counts: int) -> None:
    for count in counts:
        entered(count)
        seal_all()


def sql(statement: str, *given) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, given)


@contextmanager
def nobody_watching():
    """As somebody who may change the tables themselves."""
    lift_guards(connection)
    yield
    set_guards(connection)


def places(verdict) -> set[str]:
    return {fault.where for fault in verdict.faults}


# What the database refuses


@pytest.mark.django_db
@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM audit_entry",
        "DELETE FROM audit_seal",
        "UPDATE audit_entry SET act = 'list'",
        "UPDATE audit_entry SET at = '2020-01-01 00:00:00+00:00'",
        "UPDATE audit_entry SET seal_id = NULL",
        "UPDATE audit_entry SET seal_id = 2 WHERE seal_id = 1",
        "UPDATE audit_entry SET seal_id = 1, kind = 'letter' WHERE seal_id IS NULL",
        "UPDATE audit_entry SET id = 1000 + id",
        "UPDATE audit_seal SET entries = 1",
        "UPDATE audit_seal SET digest = 'a'",
    ],
)
def test_the_database_refuses_to_change_or_remove_what_was_entered(statement):
    sealed(2, 1)
    entered(1)
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        sql(statement)

    assert verify().holds
    assert Entry.objects.count() == 4


@pytest.mark.django_db
@pytest.mark.skipif(not ON_SQLITE, reason="REPLACE is SQLite's")
@pytest.mark.parametrize("table", ["audit_entry", "audit_seal"])
def test_the_database_refuses_to_put_a_row_in_the_place_of_another(table):
    sealed(1)
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        sql(f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}")


@pytest.mark.django_db
@pytest.mark.skipif(ON_SQLITE, reason="SQLite has no TRUNCATE")
def test_the_database_refuses_to_be_emptied():
    sealed(1)
    sql("SET CONSTRAINTS ALL IMMEDIATE")  # or TRUNCATE is refused for another reason
    for statement in ("TRUNCATE audit_entry", "TRUNCATE audit_seal CASCADE"):
        with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
            sql(statement)


@pytest.mark.django_db
def test_restoring_a_backup_adds_the_rows_as_they_were_and_the_chain_holds():
    sealed(2, 3)
    entered(1)
    seals, entries, end = list(Seal.objects.all()), list(Entry.objects.all()), head()
    with nobody_watching():
        Entry.objects.all().delete()
        Seal.objects.all().delete()
    Seal.objects.bulk_create(seals)
    Entry.objects.bulk_create(entries)

    assert verify(head=end.digest).holds
    assert head() == end
    assert seal_all() == 1, "what was open goes on where it stopped"
    assert verify(head=end.digest).holds


@pytest.mark.django_db
def test_a_guard_that_was_taken_away_is_missed_and_stands_again_after_a_migration():
    lift_guards(connection)
    verdict = verify()
    assert places(verdict) >= {"guard audit_entry_change", "guard audit_entry_remove", "guard audit_seal_change"}
    assert "migrate" in verdict.faults[0].remedy

    set_guards(connection)
    assert missing_guards(connection) == []
    assert verify().holds


# What the chain shows


@pytest.mark.django_db
def test_a_chain_that_nobody_touched_holds_and_tells_its_head_and_what_is_still_open():
    sealed(3, 2)
    entered(4)
    verdict = verify()

    assert verdict.holds
    assert (verdict.seals, verdict.entries, verdict.unsealed) == (2, 5, 4)
    assert verdict.head == head().digest == Seal.objects.latest("pk").digest
    assert verdict.unsealed_since is not None


@pytest.mark.django_db
def test_an_empty_audit_holds():
    verdict = verify()

    assert verdict.holds
    assert verdict.head == "0" * 64


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("statement", "where"),
    [
        ("UPDATE audit_entry SET act = 'list' WHERE id = (SELECT min(id) + 3 FROM audit_entry)", {"seal 2"}),
        ("UPDATE audit_entry SET clinic = NULL WHERE id = (SELECT min(id) + 3 FROM audit_entry)", {"seal 2"}),
        ("UPDATE audit_entry SET ground = 'own' WHERE id = (SELECT min(id) + 3 FROM audit_entry)", {"seal 2"}),
        ("DELETE FROM audit_entry WHERE id = (SELECT max(id) FROM audit_entry)", {"seal 3"}),
        ("UPDATE audit_entry SET seal_id = 1 WHERE seal_id = 2", {"seal 1", "seal 2"}),
        ("UPDATE audit_entry SET seal_id = NULL WHERE id = (SELECT min(id) FROM audit_entry)", {"seal 1"}),
        ("UPDATE audit_entry SET id = id + 1000 WHERE id = (SELECT min(id) FROM audit_entry)", {"seal 1"}),
        ("UPDATE audit_seal SET at = '2020-01-01 00:00:00+00:00' WHERE id = 2", {"seal 2"}),
        ("UPDATE audit_seal SET entries = 7 WHERE id = 2", {"seal 2"}),
        ("UPDATE audit_seal SET before = 'a' WHERE id = 2", {"seal 2"}),
        ("UPDATE audit_seal SET digest = 'a' WHERE id = 2", {"seal 2", "seal 3"}),
        ("UPDATE audit_seal SET scheme = 2 WHERE id = 3", {"seal 3"}),
    ],
)
def test_whatever_is_changed_removed_or_moved_by_somebody_who_may_change_the_tables_is_found(statement, where):
    sealed(3, 3, 3)
    with nobody_watching():
        sql(statement)
    verdict = verify()

    assert places(verdict) == where
    assert all(fault.problem and fault.remedy for fault in verdict.faults)


@pytest.mark.django_db
def test_an_entry_slipped_in_under_a_seal_is_found():
    sealed(3, 3)
    Entry.objects.create(act="read", seal_id=1)

    assert places(verify()) == {"seal 1"}


@pytest.mark.django_db
def test_two_entries_that_change_places_are_found():
    sealed(3)
    first, second = Entry.objects.order_by("pk")[:2]
    with nobody_watching():
        for one, other in ((first, second), (second, first)):
            Entry.objects.filter(pk=one.pk).update(by=other.by, record=other.record, at=other.at, thing=other.thing)

    assert places(verify()) == {"seal 1"}


@pytest.mark.django_db
def test_a_seal_that_was_removed_is_found_with_the_entries_it_leaves_behind():
    sealed(1, 1, 1)
    stray = Entry.objects.get(seal=2)
    with nobody_watching():
        Entry.objects.filter(seal=2).delete()
        Seal.objects.filter(pk=2).delete()
    assert places(verify()) == {"seal 2", "seal 3"}

    with connection.constraint_checks_disabled() if ON_SQLITE else transaction.atomic():
        stray.save(force_insert=True)
        assert places(verify()) == {"seal 2", "seal 3", f"entry {stray.pk}"}
        transaction.set_rollback(True)


@pytest.mark.django_db
def test_a_cut_off_end_shows_only_to_who_kept_a_later_head():
    sealed(2, 2)
    kept = head().digest
    with nobody_watching():
        Entry.objects.filter(seal=2).delete()
        Seal.objects.filter(pk=2).delete()

    assert verify().holds, "from inside it cannot be seen: docs/audit.md says so"
    assert places(verify(head=kept)) == {"the head that was given"}


@pytest.mark.django_db
def test_a_head_that_was_noted_once_stays_in_the_chain():
    sealed(1)
    noted = head().digest
    sealed(1, 1)

    assert verify(head=noted).holds


@pytest.mark.django_db
def test_an_entry_that_bears_a_time_long_before_it_was_entered_is_counted():
    sealed(1)
    Entry.objects.create(act="read", at=timezone.now() - timedelta(hours=3))
    seal_all()

    assert verify().late == 1


@pytest.mark.django_db
def test_many_faults_are_counted_and_the_first_are_told():
    for _ in range(60):
        sealed(1)
    with nobody_watching():
        sql("UPDATE audit_entry SET act = 'list'")
    verdict = verify()

    assert (len(verdict.faults), verdict.more) == (50, 10)


# How it is sealed


@pytest.mark.django_db
def test_a_great_many_entries_are_sealed_in_batches(monkeypatch):
    monkeypatch.setattr(sealing, "BATCH", 4)
    entered(10)
    while seal_batch(4):
        pass

    assert list(Seal.objects.order_by("pk").values_list("pk", "entries")) == [(1, 4), (2, 4), (3, 2)]
    assert verify().holds


@pytest.mark.django_db
def test_a_sealer_that_comes_second_seals_nothing_twice(monkeypatch):
    """Another sealer takes the place after the head between the look at it and the new seal."""
    sealed(1)
    entered(3)
    really, taken = sealing.digest_of, []

    def quicker(number, *rest):
        if not taken:
            taken.append(number)
            Seal.objects.create(id=number, entries=0, before=head().digest, digest="b" * 64)
        return really(number, *rest)

    monkeypatch.setattr(sealing, "digest_of", quicker)
    assert seal_batch() is None
    assert Seal.objects.count() == 1, "its whole transaction was undone, with the seal that we slipped into it"
    assert seal_batch().entries == 3
    assert verify().holds


@pytest.mark.django_db
def test_an_entry_that_is_committed_late_goes_into_the_next_seal_whatever_its_number():
    """On PostgreSQL a number is drawn before the commit: a higher one may be sealed first."""
    sealed(1)
    first = Entry.objects.latest("pk").pk
    Entry.objects.create(pk=first + 2, act="read")
    seal_all()
    Entry.objects.create(pk=first + 1, act="read")
    seal_all()

    assert list(Entry.objects.order_by("pk").values_list("seal_id", flat=True)) == [1, 3, 2]
    assert verify().holds


@pytest.mark.django_db
def test_the_head_is_logged_at_each_sealing(caplog):
    with caplog.at_level("INFO"):
        sealed(1)

    assert head().digest in caplog.text


@pytest.mark.django_db
def test_the_digest_is_the_same_on_every_database(monkeypatch):
    """The constant was computed by hand, with sha256sum over the lines that docs/audit.md describes."""
    one, two = UUID(int=1), UUID("ABCDEF00-0000-4000-8000-00000000000A")
    at = datetime(2026, 11, 27, 8, 5, 0, 0, tzinfo=UTC)
    Entry.objects.create(pk=7, at=at, act="read", by=one, record=two, clinic=None, ground="own", kind="chart")
    Entry.objects.create(pk=9, at=at + timedelta(microseconds=120), act="list", by=None, thing=two)
    monkeypatch.setattr(sealing.timezone, "now", lambda: datetime(2026, 11, 27, 8, 6, 30, 5, tzinfo=UTC))
    seal_all()

    lines = (
        f"multifidus-audit|1|1|2026-11-27T08:06:30.000005Z|2|{'0' * 64}\n"
        "7|2026-11-27T08:05:00.000000Z|read|00000000-0000-0000-0000-000000000001|"
        "abcdef00-0000-4000-8000-00000000000a|-|own|chart|-\n"
        "9|2026-11-27T08:05:00.000120Z|list|-|-|-|||abcdef00-0000-4000-8000-00000000000a\n"
    )
    by_hand = subprocess.run(["sha256sum"], input=lines.encode(), capture_output=True, check=True).stdout[:64].decode()
    assert head().digest == by_hand


# Pseudonyms


@pytest.mark.django_db
def test_an_erased_person_is_nobody_and_the_chain_still_holds():
    person, record, reading = uuid4(), uuid4(), uuid4()
    enter(Act.READ, by=person, record=record, kind="reading", thing=reading)
    seal_all()
    entry = Entry.objects.get()
    names = known(record)
    assert entry.thing == veiled(reading, names[record]), "while the record stands the thing is found"

    assert forget(person, record) == 2

    assert verify().holds
    assert (pseudonym_of(person), pseudonym_of(record)) == (None, None)
    kept = {value for row in Entry.objects.values_list("by", "record", "thing") for value in row}
    assert not kept & {person, record, reading}, "no number of theirs stands in the log"
    assert veiled(reading, known(record)[record]) not in kept, "and a name drawn anew leads nowhere"


@pytest.mark.django_db
def test_a_name_that_was_erased_elsewhere_is_not_used_again():
    person = uuid4()
    enter(Act.LIST, by=person)
    Pseudonym.objects.filter(subject=person).delete()  # as another process does
    enter(Act.LIST, by=person)

    first, second = Entry.objects.order_by("pk").values_list("by", flat=True)
    assert first != second


@pytest.mark.django_db
def test_an_entry_costs_one_look_and_one_insert(django_assert_num_queries):
    person, record = uuid4(), uuid4()
    enter(Act.READ, by=person, record=record)
    with django_assert_num_queries(2):
        enter(Act.READ, by=person, record=record, kind="chart", thing=uuid4())


# Nothing of a patient's words gets in


@pytest.mark.django_db
@pytest.mark.parametrize(
    "wrong", [{"act": WORDS}, {"kind": WORDS}, {"ground": WORDS}, {"thing": WORDS}, {"clinic": WORDS}]
)
def test_no_word_of_a_person_can_be_entered(wrong):
    with pytest.raises(ValueError, match=r"is no (act|kind|ground|UUID)") as refused:
        enter(**{"act": Act.READ, "by": uuid4(), "record": uuid4(), **wrong})

    assert WORDS not in str(refused.value)
    assert Entry.objects.count() == 0


# What the terminal says


@pytest.mark.django_db
def test_the_terminal_says_that_the_audit_holds_and_what_is_open(capsys):
    sealed(2)
    entered(1)

    assert main(["audit", "verify"]) == 0
    said = capsys.readouterr().out
    assert "The audit holds." in said
    assert head().digest in said
    assert "1 entries are not sealed yet" in said


@pytest.mark.django_db
def test_the_terminal_says_where_it_is_broken_what_and_what_to_do(capsys):
    sealed(2)
    with nobody_watching():
        sql("UPDATE audit_entry SET act = 'list'")

    assert main(["audit", "verify"]) == 1
    said = capsys.readouterr()
    assert re.search(r"seal 1: its digest is not that of what it holds: .*; keep this database", said.err)
    assert "The audit is broken" in said.out


@pytest.mark.django_db
def test_a_head_that_is_no_digest_is_refused(capsys):
    assert main(["audit", "verify", "--head", "yesterday's"]) == 1
    assert "give the 64 letters and digits that were noted" in capsys.readouterr().err


# Real processes at once, and another program


MANY = """
from uuid import UUID
from multifidus.clinic.audit.entries import Act, enter
for number in range(150):
    enter(Act.READ, by=UUID(int=number), record=UUID(int=1000 + number), kind="chart", thing=UUID(int=1))
"""
SEAL = """
import time
from multifidus.clinic.audit.sealing import seal_batch
sealed, until = 0, time.monotonic() + 4
while time.monotonic() < until:
    sealed += (found := seal_batch(20)) is not None and found.entries
print(sealed)
"""


@pytest.fixture(scope="module")
def busy(tmp_path_factory):
    """An installation in which three processes entered, and three sealed, all at once."""
    with installation(tmp_path_factory.mktemp("busy")) as installed:
        writers = [installed.start(MANY) for _ in range(3)]
        sealers = [installed.start(SEAL) for _ in range(3)]
        for writer in writers:
            said(writer)
        sealed_by_each = [int(said(sealer)) for sealer in sealers]
        rest = int(installed.does("from multifidus.clinic.audit.sealing import seal_all; print(seal_all())"))
        yield installed, sum(sealed_by_each) + rest


def test_whoever_writes_and_seals_at_once_gets_one_chain_and_one_name_a_person(busy):
    installed, sealed_in_all = busy
    count = "from multifidus.clinic.audit.models import *; print(Entry.objects.count(), Pseudonym.objects.count())"

    assert installed.does(count) == f"{3 * 150} {2 * 150}"
    assert sealed_in_all == 450, "each entry was sealed once"
    verdict = installed.terminal("audit", "verify", "--format", "json")
    assert verdict.returncode == 0, verdict.stdout + verdict.stderr
    assert '"not_sealed_yet": 0' in verdict.stdout


def test_another_program_finds_the_same_head_and_the_same_fault(busy, tmp_path):
    """The programs in docs/audit.md, run as they stand there."""
    installed, _ = busy
    if ON_SQLITE:
        program = re.search(r"```py\n(.*?)```", DOCS.read_text(), re.S)[1]
        copy = tmp_path / "copy.sqlite3"
        with sqlite3.connect(installed.folder / "own.sqlite3") as source, sqlite3.connect(copy) as target:
            source.backup(target)
        end = installed.does("from multifidus.clinic.audit.sealing import head; print(head().digest)")
        assert other_program(program, copy) == f"wrong seals: [] head: {end}"
        with sqlite3.connect(copy) as database:
            database.executescript(
                "DROP TRIGGER audit_entry_change; UPDATE audit_entry SET act = 'list' WHERE seal_id = 2"
            )
        assert other_program(program, copy) == f"wrong seals: [2] head: {end}"
        return
    statement = re.search(r"```sql\n(.*?)```", DOCS.read_text(), re.S)[1]
    change = "DROP TRIGGER audit_entry_change ON audit_entry; UPDATE audit_entry SET act = 'list' WHERE seal_id = 2;"
    assert psql(installed.url, statement) == ""
    assert psql(installed.url, f"BEGIN; {change} {statement} ROLLBACK;").split() == ["2"]


def other_program(program: str, database: Path) -> str:
    done = subprocess.run([sys.executable, "-c", program, str(database)], capture_output=True, text=True, check=True)
    return done.stdout.strip()


def psql(url: str, statements: str) -> str:
    import psycopg

    with psycopg.connect(url, autocommit=True) as database:
        found = []
        cursor = database.execute(statements)
        while True:
            if cursor.description:
                found += [str(row[0]) for row in cursor.fetchall()]
            if not cursor.nextset():
                return " ".join(found)
