"""Letters set outside of the process that answers pages, so that none of them can hold it up or take it along."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from threading import Timer
from typing import Any

from multifidus.doors.letter.content import Heading
from multifidus.doors.letter.write import write_letter
from multifidus.errors import MissingExtraError
from multifidus.knowledge import Knowledge
from multifidus.terms import Assessment, Audience

PATIENCE_S = 10.0  # for all tries of one letter; mostly it takes a third of a second
CHILD = "multifidus.clinic.charts.letters.child"
TOLD_TO_CHILD = ("PATH", "PYTHONPATH", "LANG", "LC_ALL", "SYSTEMROOT", "VIRTUAL_ENV")  # no secret of the service


class LetterNotSetError(Exception):
    """The letter took too long, or its process was lost; it says nothing of what is in it."""


def letter_pdf(
    assessment: Assessment,
    knowledge: Knowledge,
    audience: Audience,
    *,
    heading: Heading,
    patience_s: float = PATIENCE_S,
) -> bytes:
    """The letter as PDF. Raises MissingExtraError without the extra `letter`, LetterNotSetError past `patience_s`."""
    with _child(patience_s) as child:

        def set_outside(letter: Mapping[str, Any], *, day: date) -> tuple[bytes, int]:
            return _set(child, letter, day)

        return write_letter(assessment, knowledge, audience, heading=heading, typeset=set_outside)


@contextmanager
def _child(patience_s: float) -> Iterator[subprocess.Popen[bytes]]:
    child = subprocess.Popen(
        [sys.executable, "-m", CHILD],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,  # what it complains of may hold somebody's words
        env={name: os.environ[name] for name in TOLD_TO_CHILD if name in os.environ},
    )
    late = Timer(patience_s, child.kill)
    late.daemon = True
    late.start()
    try:
        yield child
    finally:
        late.cancel()
        child.kill()
        child.communicate()


def _set(child: subprocess.Popen[bytes], letter: Mapping[str, Any], day: date) -> tuple[bytes, int]:
    assert child.stdin is not None
    assert child.stdout is not None
    try:
        child.stdin.write(json.dumps({"letter": letter, "day": day.isoformat()}).encode() + b"\n")
        child.stdin.flush()
        told = json.loads(child.stdout.readline() or b"{}")
        pdf = child.stdout.read(told.get("length", 0))
    except (OSError, ValueError):
        raise LetterNotSetError from None
    if told.get("missing"):
        raise MissingExtraError(
            where="the letter", problem="typst is not installed", remedy="pip install 'multifidus[letter]'"
        )
    if not pdf or len(pdf) != told["length"]:
        raise LetterNotSetError
    return pdf, told["pages"]
