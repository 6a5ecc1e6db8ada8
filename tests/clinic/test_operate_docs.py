"""docs/operate/ says what there is: every command, variable and metric."""

import re
import shlex
from pathlib import Path

import pytest
from django.core.management import get_commands, load_command_class

from multifidus.terminal import parser

ROOT = Path(__file__).parents[2]
PAGES = sorted((ROOT / "docs/operate").glob("*.md"))
SETTINGS = "".join(file.read_text() for file in (ROOT / "src/multifidus").rglob("*.py"))
LINES = [
    (page.name, line.strip())
    for page in PAGES
    for line in page.read_text().replace("\\\n", " ").splitlines()
    if line.startswith("    ")
]
OURS = [
    (page, match[1]) for page, line in LINES if (match := re.search(r"(?:^| )(?:\S*/)?multifidus ([a-z][^|>]*)", line))
]
DJANGO = [
    (page, match[1]) for page, line in LINES if (match := re.search(r"python -m multifidus\.clinic (\S.*)", line))
]


def test_the_pages_show_commands():
    assert len(OURS) > 12
    assert len(DJANGO) > 3


@pytest.mark.parametrize(("page", "command"), OURS)
def test_a_command_of_ours_is_understood(page, command):
    words = shlex.split(command)
    if words[0] in ("LOGIN", "useradd"):
        return
    assert parser().parse_args(words).command


@pytest.mark.parametrize(("page", "command"), DJANGO)
def test_a_command_of_django_is_understood(page, command):
    name, *arguments = shlex.split(command)
    found = load_command_class(get_commands()[name], name)

    assert found.create_parser("multifidus", name).parse_args(arguments)


def test_each_variable_is_in_the_table_and_each_of_the_table_is_read():
    told = set(re.findall(r"^\| `(MULTIFIDUS_\w+)`", (ROOT / "docs/operate/settings.md").read_text(), re.MULTILINE))
    named = {name for page in PAGES for name in re.findall(r"MULTIFIDUS_[A-Z_]+[A-Z]", page.read_text())}
    read = set(re.findall(r'"(MULTIFIDUS_[A-Z_]+[A-Z])"', SETTINGS)) - {
        "MULTIFIDUS_TEST_DATABASE",
        "MULTIFIDUS_LICENSED",
    }

    assert {name.removesuffix("_FILE") for name in named} - told == set()
    assert told - read == set()
    assert {name.removesuffix("_FILE") for name in read} - told == set()


def test_each_metric_is_one_and_none_is_left_out(db, client, settings):
    settings.THIS_MACHINE_ONLY = True
    from multifidus.clinic.operations.models import JOBS, beat

    beat(JOBS)
    shown = set(re.findall(r"^# HELP (multifidus_\w+)", client.get("/metrics").content.decode(), re.MULTILINE))
    told = set(re.findall(r"^\| `(multifidus_\w+)`", (ROOT / "docs/operate/watching.md").read_text(), re.MULTILINE))

    assert {name for name in shown if not name.endswith("_created")} == told


def test_the_refusals_that_are_explained_are_made():
    text = (ROOT / "docs/operate/trouble.md").read_text()
    told = re.findall(r"^\| `([^`]+)` \|", text, re.MULTILINE)

    assert len(told) > 7
    for refusal in told:
        for part in refusal.replace("(...)", "...").split("..."):
            words = max(re.split(r"[:;]|'.*'|\d", part), key=len).strip()
            assert words in SETTINGS or not words, refusal
