"""The data of a letter set by Typst: a tagged PDF, or pictures of its pages. Needs the extra `letter`."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from multifidus.errors import MissingExtraError

if TYPE_CHECKING:
    from typst import Compiler

TEMPLATES = Path(__file__).parent
STANDARD: Literal["ua-1"] = "ua-1"  # PDF/UA-1: Typst refuses what a screen reader could not read
PICTURE_PPI = 110


def typeset(letter: Mapping[str, Any], *, day: date) -> tuple[bytes, int]:
    """The letter as PDF, and how many pages it has. The same data and day give the same bytes."""
    compiler = _compiler(letter["for"])
    pdf = compiler.compile(
        format="pdf",
        sys_inputs=_inputs(letter),
        pdf_standards=[STANDARD],
        timestamp=datetime.combine(day, time(), tzinfo=UTC),
    )
    assert isinstance(pdf, bytes)
    return pdf, int(compiler.query("<pages>", field="value", one=True))


def pictures(letter: Mapping[str, Any]) -> list[bytes]:
    """The pages of a letter as PNG."""
    pages = _compiler(letter["for"]).compile(format="png", ppi=PICTURE_PPI, sys_inputs=_inputs(letter))
    return [pages] if isinstance(pages, bytes) else list(pages or ())


def _inputs(letter: Mapping[str, Any]) -> dict[str, str]:
    # Data, never markup: whatever somebody wrote comes out as it was written.
    return {"letter": json.dumps(letter, ensure_ascii=False)}


def _compiler(audience: str) -> Compiler:
    """A compiler for one template, with the fonts that Typst brings and no others: the same everywhere."""
    try:
        from typst import Compiler
    except ModuleNotFoundError as missing:
        raise MissingExtraError(
            where="the letter", problem=f"{missing.name} is not installed", remedy="pip install 'multifidus[letter]'"
        ) from None
    return Compiler(TEMPLATES / f"{audience}.typ", root=TEMPLATES, ignore_system_fonts=True)
