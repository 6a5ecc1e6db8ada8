"""A text with what was understood marked in it, for a terminal: told apart by signs, with colour where it helps."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from multifidus.doors.marked import LEGEND, SIGNS, UNREAD, Piece, not_used, pieces
from multifidus.doors.report_text import speak_grid
from multifidus.doors.spoken import Voice, as_told
from multifidus.findings.notes import Passage, Understood
from multifidus.terms import Finding

COLOUR = {"+": "1;32", "-": "2", "?": "1;33", "=": "1;36", "~": "2;35", UNREAD: "31"}
QUOTE = 48  # signs of a quote beside a finding


def speak_reading(text: str, understood: Understood, *, name: str, voice: Voice) -> str:
    """The text marked, what was taken from it as a table, what was set aside, and what was not used."""
    return "\n".join(_lines(text, understood, name, voice)).rstrip() + "\n"


def _lines(text: str, understood: Understood, name: str, voice: Voice) -> Iterator[str]:
    yield voice.paint(name, "1")
    yield "  ".join(f"[{sign}{told}{sign}]" for sign, told in LEGEND)
    yield ""
    yield from _wrapped("".join(_marked(piece) for piece in pieces(text, understood)), voice)
    yield from speak_grid(understood.grid, voice)
    yield from _table("Findings", [_finding(one, voice) for one in understood.findings.all()], voice)
    for stands, heading in (("doubtful", "Doubtful, taken neither as there nor as absent"), ("set aside", "Set aside")):
        told = [one for one in understood.passages if one.stands == stands]
        yield from _table(heading, list(dict.fromkeys(_passage(one, voice) for one in told)), voice)
    unread = not_used(understood)
    if unread:
        yield ""
        yield voice.paint(f"Not used ({len(unread)})", "1")
        yield from (voice.wrap(one.told, indent=f"  {UNREAD} ") for one in unread)
    yield ""
    yield voice.paint("What a reader of text takes is shown to be checked. Decision support, not a diagnosis.", "2")


def _marked(piece: Piece) -> str:
    signs = piece.signs
    return f"[{signs}{piece.text}{signs[::-1]}]" if signs else piece.text


def _wrapped(marked: str, voice: Voice) -> Iterator[str]:
    for line in marked.splitlines():
        yield from textwrap.wrap(line, voice.width, replace_whitespace=False) or [""]


def _table(heading: str, rows: list[tuple[str, str, str]], voice: Voice) -> Iterator[str]:
    """Sign, words for the finding, and the quote; nothing where there are no rows."""
    if not rows:
        return
    yield ""
    yield voice.paint(f"{heading} ({len(rows)})", "1")
    width = voice.width - QUOTE - 6
    for sign, told, quote in rows:
        first, *more = textwrap.wrap(told, width) or [""]
        yield f"  {voice.paint(sign, COLOUR[sign])} {first:<{width}}  {voice.paint(_short(quote), '2')}"
        yield from (f"    {line}" for line in more)


def _finding(finding: Finding, voice: Voice) -> tuple[str, str, str]:
    stands = "number" if not isinstance(finding.value, bool) else "present" if finding.value else "denied"
    return SIGNS[stands], as_told(finding, voice), finding.quote or ""


def _passage(passage: Passage, voice: Voice) -> tuple[str, str, str]:
    why = f" ({passage.why})" if passage.why else ""
    return SIGNS[passage.stands], f"{voice.finding(passage.finding)}{why}", passage.quote


def _short(quote: str) -> str:
    return textwrap.shorten(f'"{quote}"', QUOTE, placeholder=' ..."')
