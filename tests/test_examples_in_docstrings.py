"""The examples in docstrings are true."""

import doctest
import importlib
from pathlib import Path

import pytest

import multifidus

ROOT = Path(multifidus.__file__).parent
# Only what shows an example is imported: settings, models and entry points do something as soon as they are.
MODULES = sorted(
    ".".join(("multifidus", *path.relative_to(ROOT).with_suffix("").parts)).removesuffix(".__init__")
    for path in ROOT.rglob("*.py")
    if ">>> " in path.read_text(encoding="utf-8")
)


def test_there_are_examples():
    assert len(MODULES) > 10


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_of_a_module_hold(name):
    results = doctest.testmod(importlib.import_module(name))

    assert results.attempted > 0
    assert results.failed == 0
