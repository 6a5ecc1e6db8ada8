"""Which files of other people's packages the pages need, and where they come to lie."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from multifidus.clinic.design.building.npm import install_parts
from multifidus.errors import MissingExtraError

BUILT = Path(__file__).parents[1] / "static" / "design" / "built"
"""Git-ignored. Each package's licence lies beside its files."""

PARTS = {
    "htmx.org/dist/htmx.min.js": "htmx.js",
    "htmx.org/LICENSE": "htmx.LICENSE.txt",
    "@fontsource-variable/atkinson-hyperlegible-next/files/atkinson-hyperlegible-next-latin-wght-normal.woff2": (
        "atkinson.woff2"
    ),
    "@fontsource-variable/atkinson-hyperlegible-next/files/atkinson-hyperlegible-next-latin-ext-wght-normal.woff2": (
        "atkinson-ext.woff2"
    ),
    "@fontsource-variable/atkinson-hyperlegible-next/LICENSE": "atkinson.LICENSE.txt",
    "@fontsource/bitter/files/bitter-latin-600-normal.woff2": "bitter.woff2",
    "@fontsource/bitter/files/bitter-latin-ext-600-normal.woff2": "bitter-ext.woff2",
    "@fontsource/bitter/LICENSE": "bitter.LICENSE.txt",
    "lucide-static/LICENSE": "icons.LICENSE.txt",
}


def missing_parts() -> list[str]:
    """What the pages ask for and the build has not made yet."""
    return [name for name in (*PARTS.values(), "icons.svg") if not (BUILT / name).exists()]


def copy_parts(root: Path, *, dev: bool = False) -> list[Path]:
    """The copied files. Packages are installed only when what lies in node_modules is not what the lock names."""
    if not _is_current(root) or (dev and not axe(root).exists()):
        install_parts(root, dev=dev)
    BUILT.mkdir(parents=True, exist_ok=True)
    return [_copied(root / "node_modules" / source, BUILT / name) for source, name in PARTS.items()]


def axe(root: Path) -> Path:
    """Where the script lies by which our tests measure whether everybody can use a page; installed with `dev`."""
    return root / "node_modules" / "axe-core" / "axe.min.js"


def _is_current(root: Path) -> bool:
    installed = root / "node_modules" / ".package-lock.json"
    if not installed.exists():
        return False
    there = _packages(installed)
    return all(there.get(name) == told for name, told in _packages(root / "package-lock.json").items())


def _packages(lock: Path) -> dict[str, str]:
    """The hash of each package that a lock names, leaving out what only our tests need."""
    told = json.loads(lock.read_text(encoding="utf-8"))["packages"]
    return {name: one["integrity"] for name, one in told.items() if name and not one.get("dev")}


def _copied(source: Path, target: Path) -> Path:
    if not source.exists():
        raise MissingExtraError(
            where=f"static build, {target.name}",
            problem=f"the package holds no {source.name}",
            remedy="the package changed its layout: mend PARTS in design/building/parts.py",
        )
    shutil.copyfile(source, target)
    return target
