"""Backups of a real service, taken while people write, and restored somewhere else."""

import json
import os
import zipfile
from functools import cache

import pytest

from clinic.crowd import KINDS, PAIRS, Browser, Crowd, chain_holds, command, database, kept, people, run
from clinic.serving import service
from multifidus.clinic.operations.backups import restoring
from multifidus.clinic.operations.backups.manifest import NAME
from multifidus.clinic.operations.backups.tables import LEFT_OUT, installed_labels
from multifidus.errors import ServiceError

ROWS = """
import json, sys
from django.apps import apps
from django.core.serializers.json import DjangoJSONEncoder
from multifidus.clinic.operations.backups.tables import LEFT_OUT
told = {}
for model in apps.get_models(include_auto_created=True):
    if model._meta.managed and model._meta.label_lower not in LEFT_OUT:
        names = [field.attname for field in model._meta.concrete_fields]
        rows = [[bytes(v).hex() if isinstance(v, (bytes, memoryview)) else v for v in row]
                for row in model._base_manager.order_by("pk").values_list(*names)]
        told[model._meta.label_lower] = rows
print(json.dumps(told, cls=DjangoJSONEncoder, sort_keys=True))
"""
FIRST_PERSON = """
from django.core.management import call_command
call_command("migrate", verbosity=0)
from multifidus.clinic.people.models import Person
Person.objects.create_user("first@example.org", None)
"""
SEAL = "from multifidus.clinic.audit.sealing import seal_all; seal_all()"


@pytest.fixture(scope="module")
def example(tmp_path_factory):
    """The data of an example clinic, sealed, with its backup."""
    data = tmp_path_factory.mktemp("example")
    with service(data, MULTIFIDUS_EXAMPLE="1") as running:
        running.get("/")
        assert running.stop() == 0
    run(SEAL, data)
    file = data / "clinic.backup"
    done = command(data, "backup", "-o", str(file))
    assert done.returncode == 0, done.stderr
    return data, file, done


def lines(part: bytes) -> list:
    """What the lines hold: PostgreSQL keeps JSON without the order of its keys."""
    return [json.loads(line) for line in part.splitlines()]


@cache
def as_it_was(data):
    """The rows of the example, which nobody changes."""
    return rows(data)


def rows(data, **environment):
    return json.loads(run(ROWS, data, **environment))


@pytest.mark.parametrize(("source", "target"), PAIRS)
def test_all_that_was_acknowledged_before_a_backup_is_in_it(source, target, tmp_path):
    """Under write load, and across the two databases."""
    here, there, file = tmp_path / "here", tmp_path / "there", tmp_path / "clinic.backup"
    here.mkdir()
    with database(source) as of_source, database(target) as of_target:
        with service(here, **of_source) as running:
            running.get("/")
            records = people(3, here, **of_source)
            with Crowd(running.address, records).writing() as crowd:
                crowd.wait_for(15)
                before = set(crowd.acknowledged)
                done = command(here, "backup", "-o", str(file), **of_source)
                during = len(crowd.acknowledged) - len(before)
                crowd.wait_for(len(before) + 3)
            after = set(crowd.acknowledged)
        assert done.returncode == 0, done.stderr
        assert during > 0, "nobody wrote meanwhile, so nothing was proved"

        restored = command(there, "restore", str(file), **of_target)

        assert restored.returncode == 0, restored.stderr
        found = kept(there, **of_target)
        assert before <= found
        assert found <= after | {(record, words) for record, words in found if "reading" in words}
        assert chain_holds(there, **of_target)
        with service(there, **of_target) as again, Browser(again.address) as browser:
            browser.sign_in("p0@example.org")
            assert browser.send(f"/records/{records[0]}/readings/new", text="It is better today.") == 302


@pytest.mark.parametrize("target", KINDS)
def test_every_row_comes_back_as_it_was(example, target, tmp_path):
    data, file, _ = example
    with database(target) as environment:
        done = command(tmp_path, "restore", str(file), **environment)

        assert done.returncode == 0, done.stderr
        assert "The audit's chain holds" in done.stdout
        assert rows(tmp_path, **environment) == as_it_was(data)
        # And the numbers go on after the highest that was kept.
        run("from multifidus.clinic.audit.entries import Act, enter; enter(Act.LIST, by=None)", tmp_path, **environment)


def test_there_and_back_again_nothing_has_changed(example, tmp_path):
    """From SQLite to PostgreSQL and back."""
    data, file, _ = example
    with database("postgresql") as environment:
        assert command(tmp_path, "restore", str(file), **environment).returncode == 0
        second = tmp_path / "second.backup"
        assert command(tmp_path, "backup", "-o", str(second), **environment).returncode == 0
    back = tmp_path / "back"
    assert command(back, "restore", str(second)).returncode == 0

    assert rows(back) == as_it_was(data)
    with zipfile.ZipFile(file) as one, zipfile.ZipFile(second) as other:
        for part in set(one.namelist()) - {NAME}:
            assert lines(one.read(part)) == lines(other.read(part)), part


def test_only_its_user_can_read_a_backup_and_the_secret_is_not_in_it(example):
    data, file, done = example
    secret = (data / "secret_key").read_text()

    assert file.stat().st_mode & 0o777 == 0o600
    with zipfile.ZipFile(file) as told:
        assert all(secret.encode() not in told.read(part) for part in told.namelist())
    assert "second factor" in done.stderr
    assert str(data / "secret_key") in done.stderr


def test_no_table_is_forgotten(example):
    """Each is in a backup, or left out for a reason."""
    _, file, _ = example
    with zipfile.ZipFile(file) as told:
        held = {name.removeprefix("tables/").removesuffix(".jsonl") for name in told.namelist()} - {NAME}

    assert sorted(held | set(LEFT_OUT)) == installed_labels()
    assert not held & set(LEFT_OUT)


def test_a_backup_is_not_written_over(example):
    data, file, _ = example
    before = file.read_bytes()

    done = command(data, "backup", "-o", str(file))

    assert done.returncode == 1
    assert "it exists, and is not written over" in done.stderr
    assert file.read_bytes() == before


def test_a_folder_that_is_not_there_is_told(example, tmp_path):
    data, *_ = example

    done = command(data, "backup", "-o", str(tmp_path / "no" / "such.backup"))

    assert done.returncode == 1
    assert "it cannot be written" in done.stderr


def test_nothing_half_written_bears_the_name_of_a_backup(example, tmp_path):
    data, *_ = example
    (tmp_path / "tight").mkdir()
    limited = ["bash", "-c", 'ulimit -f 4; exec "$@"', "-", *_command("backup", "-o", str(tmp_path / "tight" / "b"))]
    import subprocess

    done = subprocess.run(limited, env=_environment(data), capture_output=True, text=True, check=False)

    assert done.returncode != 0
    assert not (tmp_path / "tight" / "b").exists()


def _command(*arguments):
    import sys

    return [sys.executable, "-m", "multifidus.terminal", *arguments]


def _environment(data):
    return {**os.environ, "MULTIFIDUS_DATA": str(data), "DJANGO_SETTINGS_MODULE": "multifidus.clinic.settings.embedded"}


# Restoring: what is refused leaves everything as it was.


def test_a_database_that_holds_anything_is_not_restored_into(example, tmp_path):
    _, file, _ = example
    run(FIRST_PERSON, tmp_path)
    before = (tmp_path / "clinic.sqlite3").read_bytes()

    done = command(tmp_path, "restore", str(file))

    assert done.returncode == 1
    assert "it holds something already" in done.stderr
    assert "--replace" in done.stderr
    assert (tmp_path / "clinic.sqlite3").read_bytes() == before


@pytest.mark.parametrize("kind", KINDS)
def test_replace_puts_the_backup_in_the_place_of_what_was_there(example, kind, tmp_path):
    data, file, _ = example
    with database(kind) as environment:
        run(FIRST_PERSON, tmp_path, **environment)

        done = command(tmp_path, "restore", "--replace", str(file), **environment)

        assert done.returncode == 0, done.stderr
        assert rows(tmp_path, **environment) == as_it_was(data)
        if kind == "sqlite":
            (old,) = tmp_path.glob("clinic.sqlite3.before-restore-*")
            assert str(old) in done.stdout
            assert old.stat().st_mode & 0o077 == 0
            assert len(rows(tmp_path, MULTIFIDUS_DATABASE=f"sqlite:///{old}")["people.person"]) == 1


def test_a_migrated_database_that_is_empty_can_be_restored_into(example, tmp_path):
    data, file, _ = example
    run("from django.core.management import call_command; call_command('migrate', verbosity=0)", tmp_path)

    assert command(tmp_path, "restore", str(file)).returncode == 0
    assert rows(tmp_path) == as_it_was(data)


def changed(file, target, change):
    """A copy of a backup in which each part may be changed, as somebody with a zip program would."""
    with zipfile.ZipFile(file) as told, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as copy:
        for name in told.namelist():
            content = change(name, told.read(name))
            if content is not None:
                copy.writestr(name, content)
    return target


def of_manifest(**changes):
    def change(name, content):
        return json.dumps(json.loads(content) | changes).encode() if name == NAME else content

    return change


def cut(file, target):
    target.write_bytes(file.read_bytes()[: file.stat().st_size // 2])
    return target


def one_bit(file, target):
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 4
    target.write_bytes(content)
    return target


FAULTS = {
    "no zip": (lambda file, target: target.write_bytes(b"my back hurts") and target, "it is no backup"),
    "cut off": (cut, "it is no backup, or it is damaged"),
    "one bit": (one_bit, "damaged"),
    "not there": (lambda file, target: target, "it cannot be read"),
    "foreign zip": (
        lambda file, target: changed(file, target, lambda name, content: None if name == NAME else content),
        "it is not a backup of multifidus",
    ),
    "newer format": (
        lambda file, target: changed(file, target, of_manifest(format_version=2)),
        "a newer multifidus made it",
    ),
    "newer tables": (
        lambda file, target: changed(file, target, of_manifest(migrations=[["charts", "0999_later"]])),
        "with tables that are unknown here (charts 0999_later)",
    ),
    "a part is missing": (
        lambda file, target: changed(
            file, target, lambda name, content: None if name == "tables/records.record.jsonl" else content
        ),
        "a part of it is missing",
    ),
    "a row is changed": (
        lambda file, target: changed(file, target, lambda name, content: content.replace(b"Ada Fenn", b"Eve Fenn")),
        "it is not what was written",
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_what_is_damaged_foreign_or_newer_is_refused_and_nothing_is_changed(example, fault, tmp_path, monkeypatch):
    _, file, _ = example
    make, told = FAULTS[fault]
    wrong = make(file, tmp_path / "wrong.backup")
    monkeypatch.setattr(restoring, "place", lambda **_: pytest.fail("the database was touched"))

    with pytest.raises(ServiceError) as refused:
        restoring.restore(str(wrong))

    assert told in str(refused.value)


def test_a_refusal_is_one_line_to_whoever_called(example, tmp_path):
    """Here of a backup whose audit ends otherwise than its manifest says, which is found out last of all."""
    _, file, _ = example
    data = tmp_path / "data"
    wrong = changed(file, tmp_path / "wrong.backup", of_manifest(audit_head="f" * 64))

    done = command(data, "restore", str(wrong))

    assert done.returncode == 1
    assert "audit" in done.stderr
    assert "nothing was changed" in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert not list(data.glob("*clinic.sqlite3*"))


def test_an_audit_that_somebody_changed_is_not_restored_as_if_it_held(example, tmp_path):
    """Whoever changes an entry and the digests of the backup as well is caught by the chain."""
    import hashlib

    _, file, _ = example
    part = "tables/audit.entry.jsonl"

    def forge(name, content):
        return content.replace(b'"write"', b'"read"', 1) if name == part else content

    first = changed(file, tmp_path / "first.backup", forge)
    with zipfile.ZipFile(first) as told:
        manifest = json.loads(told.read(NAME))
        manifest["parts"][part]["sha256"] = hashlib.sha256(told.read(part)).hexdigest()
    forged = changed(first, tmp_path / "forged.backup", of_manifest(parts=manifest["parts"]))

    done = command(tmp_path / "data", "restore", str(forged))

    assert done.returncode == 1
    assert "nothing was changed" in done.stderr
    assert not list((tmp_path / "data").glob("clinic.sqlite3*"))


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_restored_under_a_service_that_runs(example, kind, tmp_path):
    _, file, _ = example
    with database(kind) as environment, service(tmp_path, **environment) as running:
        running.get("/")
        running.wait_for(lambda: '"jobs": "seen"' in running.get("/health/ready")[1])
        elsewhere = tmp_path / "elsewhere" if kind == "postgresql" else tmp_path

        done = command(elsewhere, "restore", "--replace", str(file), **environment)

        assert done.returncode == 1
        assert "multifidus runs on it" in done.stderr
        assert running.get("/")[0] == 200


def test_a_database_of_others_is_left_alone(example, tmp_path):
    import psycopg

    _, file, _ = example
    with database("postgresql") as environment:
        with psycopg.connect(environment["MULTIFIDUS_DATABASE"], autocommit=True) as line:
            line.execute("CREATE TABLE wages (name text)")

        done = command(tmp_path, "restore", "--replace", str(file), **environment)

        assert done.returncode == 1
        assert "wages" in done.stderr
        with psycopg.connect(environment["MULTIFIDUS_DATABASE"]) as line:
            assert line.execute("SELECT count(*) FROM wages").fetchone() == (0,)
