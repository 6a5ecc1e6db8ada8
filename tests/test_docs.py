"""What the docs show is what the program does."""

import re
import shlex
from pathlib import Path

import pytest

from multifidus.terminal import parser

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
BLOCKS = [
    (page, match.start(), match[1])
    for page in PAGES
    for match in re.finditer(r"^```python\n(.*?)^```", page.read_text(), re.DOTALL | re.MULTILINE)
]
COMMANDS = [
    (page, match[1].split("#")[0].strip())
    for page in PAGES
    for match in re.finditer(
        r"\bmultifidus ((?:assess|explain|read|letter|ask|score|lift|evidence|serve|backup|restore|audit) ?[^|\n`]*)",
        page.read_text(),
    )
    if match.string[match.start() - 1] == "/" or match.string[match.start() - 4 : match.start()] == "    "
]
LINKS = [
    (page, match[1])
    for page in PAGES
    for match in re.finditer(r"\]\((?!https?:|mailto:|#)([^)#]+)[^)]*\)", page.read_text())
]


@pytest.mark.parametrize(("page", "at", "code"), BLOCKS, ids=[f"{page.name}:{at}" for page, at, _ in BLOCKS])
def test_an_example_runs(page, at, code):
    exec(compile(code, page.name, "exec"), {})


@pytest.mark.parametrize(("page", "command"), COMMANDS, ids=[command for _, command in COMMANDS])
def test_a_command_is_understood(page, command):
    assert parser().parse_args(shlex.split(command)).command


@pytest.mark.parametrize(("page", "target"), LINKS, ids=[f"{page.name}->{target}" for page, target in LINKS])
def test_a_link_leads_somewhere(page, target):
    assert (page.parent / target).exists()
