"""`multifidus assess` and `multifidus explain`: files to assessments, all causes or one."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from typing import Any

from multifidus.errors import InputError, MultifidusError
from multifidus.foreign import printable
from multifidus.knowledge import Knowledge, shipped
from multifidus.terminal.command import (
    FAILED,
    add_command,
    add_country,
    add_formats,
    add_licensed,
    add_readers,
    add_setting,
    complain,
    content_of,
    country_of,
    licensed_of,
    on_terminal,
    readers_of,
)

BATCH = 200  # files from which loading the compiled kernel pays for itself
ASSESS = "multifidus assess note.txt\n  echo 'my back locked up lifting a sofa' | multifidus assess -"


def add(commands: Any) -> None:
    """Both commands."""
    assess = add_command(
        commands, "assess", "assess notes, a person's own words (.txt) or cases (.toml, .json)", _assess, ASSESS
    )
    add_formats(assess, "table", "json", "ndjson")
    add_setting(assess)
    add_country(assess)
    add_readers(assess)
    add_licensed(assess)
    assess.add_argument("files", nargs="+", metavar="FILE", help="- reads standard input")

    explain = add_command(
        commands,
        "explain",
        "what speaks for and against one cause",
        _explain,
        "multifidus explain disc_herniation note.txt",
    )
    add_formats(explain, "table", "json")
    add_setting(explain)
    add_country(explain)
    add_readers(explain)
    add_licensed(explain)
    explain.add_argument("cause", metavar="CAUSE")
    explain.add_argument("file", metavar="FILE")


def _assess(given: argparse.Namespace) -> int:
    """Every file in its order; one that cannot be read is told, and the rest are still done."""
    from multifidus.doors.contract import contract
    from multifidus.doors.spoken import speak, voice

    knowledge = shipped()
    labels = {cause: row.label for cause, row in knowledge.causes.items()}
    speaking = voice(knowledge, terminal=on_terminal())
    answers: list[dict[str, Any]] = []
    failed = False
    for name, assessment, error in _assessments(given.files, given, knowledge):
        if error is not None:
            failed = True
            answer = {"file": name, "error": str(error)}
            complain(error)
        else:
            answer = contract(assessment, file=name, labels=labels) if given.format != "table" else {}
        if given.format == "ndjson":
            print(json.dumps(answer, ensure_ascii=False), flush=True)
        elif given.format == "json":
            answers.append(answer)
        elif error is None:
            print(speak(assessment, name=printable(name), voice=speaking))
    if given.format == "json":
        print(json.dumps(answers[0] if len(answers) == 1 else answers, ensure_ascii=False, indent=2))
    return FAILED if failed else 0


def _assessments(
    files: Sequence[str], given: argparse.Namespace, knowledge: Knowledge
) -> Iterator[tuple[str, Any, MultifidusError | None]]:
    """For each file its name and its assessment, or the error that stopped it."""
    from multifidus.assess import assess
    from multifidus.causes.infer import Engine
    from multifidus.causes.model import load_model
    from multifidus.findings.files import read_file

    country, readers, licensed = country_of(given, knowledge), readers_of(given), licensed_of(given)
    model = load_model(knowledge)
    engine: Engine = "auto" if len(files) > BATCH else "numpy"
    for name in _progress(files):
        try:
            told = read_file(name, content_of(name), knowledge, readers=readers, licensed=licensed)
            yield (
                name,
                assess(
                    told.findings,
                    knowledge,
                    model,
                    setting=given.setting or told.setting or "primary",
                    concerns_back=told.concerns_back,
                    unread=told.unread,
                    engine=engine,
                    questionnaires=told.questionnaires,
                    lifts=told.lifts,
                    country=country,
                ),
                None,
            )
        except MultifidusError as error:
            yield name, None, error
        except Exception as trouble:  # no traceback reaches whoever sends a note, and no word of it a log
            problem = f"an error of ours ({type(trouble).__name__}) stopped the assessment"
            remedy = "report it with the version; until then treat the case as unassessed"
            yield name, None, InputError(where=name, problem=problem, remedy=remedy)


def _progress(files: Sequence[str]) -> Iterator[str]:
    """The files, with a bar on standard error once they take longer than two seconds."""
    from time import monotonic

    start, shown = monotonic(), False
    for done, name in enumerate(files):
        if sys.stderr.isatty() and monotonic() - start > 2:
            shown = True
            filled = 30 * done // len(files)
            print(f"\r{'█' * filled}{'·' * (30 - filled)} {done} of {len(files)}", end="", file=sys.stderr, flush=True)
        yield name
    if shown:
        print("\r\x1b[K", end="", file=sys.stderr)


def _explain(given: argparse.Namespace) -> int:
    from multifidus.doors.contract import cause_of
    from multifidus.doors.spoken import speak_cause, voice

    knowledge = shipped()
    if given.cause not in knowledge.causes:
        raise InputError(
            where=given.cause, problem="no such cause", remedy=f"the causes are {', '.join(knowledge.causes)}"
        )
    ((name, assessment, error),) = _assessments([given.file], given, knowledge)
    if error is not None:
        raise error
    if given.format == "json":
        labels = {cause: row.label for cause, row in knowledge.causes.items()}
        print(json.dumps(cause_of(assessment, given.cause, labels), ensure_ascii=False, indent=2))
    else:
        print(
            speak_cause(assessment, given.cause, name=printable(name), voice=voice(knowledge, terminal=on_terminal())),
            end="",
        )
    return 0
