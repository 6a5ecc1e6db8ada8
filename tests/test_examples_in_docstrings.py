"""The examples in docstrings are true."""

import doctest
import importlib
import pkgutil

import pytest

import multifidus

OPTIONAL = ("multifidus.causes.searching.kernel", "multifidus.causes.searching.search_fast")  # need the extra `fast`
MODULES = sorted(
    module.name
    for module in pkgutil.walk_packages(multifidus.__path__, "multifidus.")
    if not module.name.startswith(OPTIONAL)
)


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_of_a_module_hold(name):
    assert doctest.testmod(importlib.import_module(name)).failed == 0
