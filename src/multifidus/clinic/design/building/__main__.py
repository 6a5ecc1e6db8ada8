"""`python -m multifidus.clinic.design.building` makes what is built rather than kept: static parts, translations."""

from __future__ import annotations

import sys
from pathlib import Path

from multifidus.clinic.design.building.catalogues import compile_catalogues
from multifidus.clinic.design.building.parts import BUILT, copy_parts
from multifidus.clinic.design.building.sprite import draw_sprite
from multifidus.errors import MissingExtraError


def build(root: Path, *, dev: bool = False) -> list[Path]:
    """The files that were made, from the npm packages that `root`/package-lock.json names."""
    made = copy_parts(root, dev=dev)
    made.append(draw_sprite(root / "node_modules" / "lucide-static", BUILT / "icons.svg"))
    return made + compile_catalogues()


if __name__ == "__main__":
    try:
        files = build(Path.cwd(), dev="--dev" in sys.argv[1:])
    except MissingExtraError as missing:
        sys.exit(str(missing))
    print(f"static build: {len(files)} files, {sum(file.stat().st_size for file in files) / 1024:.0f} KB")
