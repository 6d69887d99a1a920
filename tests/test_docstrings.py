"""The examples in docstrings run."""

from __future__ import annotations

import doctest
import importlib
import pkgutil

import pytest

import charterclock

FLAGS = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE
MODULES = sorted(
    found.name
    for found in pkgutil.walk_packages(charterclock.__path__, "charterclock.")
    if not found.name.endswith("__main__")
)


@pytest.mark.parametrize("name", ["charterclock", *MODULES])
def test_docstrings(name, pytestconfig, monkeypatch):
    monkeypatch.chdir(pytestconfig.rootpath)
    found = doctest.testmod(importlib.import_module(name), optionflags=FLAGS)
    assert not found.failed
