"""All icons in one SVG file, so that a page asks for them once and shows them by `<use>`."""

from __future__ import annotations

import re
from pathlib import Path

from multifidus.clinic.design.icons import ICONS
from multifidus.errors import MissingExtraError

HEAD = (
    '<svg xmlns="http://www.w3.org/2000/svg" fill="none" stroke="currentColor" stroke-width="2"'
    ' stroke-linecap="round" stroke-linejoin="round"><!-- Lucide, ISC licence: icons.LICENSE.txt -->'
)
DRAWING = re.compile(r"<svg\b[^>]*>(.*)</svg>", re.DOTALL)


def draw_sprite(package: Path, target: Path) -> Path:
    """`target`, holding one `<symbol>` per icon of `ICONS`, drawn in the colour of the text around it."""
    symbols = [_symbol(package / "icons" / f"{name}.svg") for name in sorted(ICONS)]
    target.write_text(f"{HEAD}{''.join(symbols)}</svg>\n", encoding="utf-8")
    return target


def _symbol(file: Path) -> str:
    drawing = DRAWING.search(file.read_text(encoding="utf-8")) if file.exists() else None
    if drawing is None:
        raise MissingExtraError(
            where=f"static build, icon {file.stem}",
            problem="lucide-static has no such icon",
            remedy="mend the name in design/icons.py",
        )
    shapes = re.sub(r">\s+<", "><", drawing[1]).strip()
    return f'<symbol id="{file.stem}" viewBox="0 0 24 24">{shapes}</symbol>'
