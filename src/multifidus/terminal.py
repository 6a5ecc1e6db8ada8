"""The commands. What is printed comes from a door; nothing is decided here."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Iterator, Sequence
from typing import Any

from multifidus import __version__
from multifidus.errors import MultifidusError
from multifidus.knowledge import Knowledge, shipped
from multifidus.terms import SETTINGS

FAILED = 1
WRONG_CALL = 2
EXAMPLES = {
    "assess": "multifidus assess note.txt\n  echo 'my back locked up lifting a sofa' | multifidus assess -",
    "explain": "multifidus explain disc_herniation note.txt",
    "ask": "multifidus ask",
    "evidence": "multifidus evidence show slr_positive",
}


def main(arguments: Sequence[str] | None = None) -> int:
    """The exit status: 0 when all went well, 1 when something could not be done, 2 for a wrong call."""
    given = _parser().parse_args(arguments)
    if given.version:
        print(f"multifidus {__version__}, tables of {shipped().edition}")
        return 0
    if given.command is None:
        _parser().print_help()
        return WRONG_CALL
    try:
        return int(given.run(given))
    except MultifidusError as error:
        _complain(error)
        return FAILED
    except KeyboardInterrupt:
        print(file=sys.stderr)
        return 130
    except BrokenPipeError:  # somebody reads only the first lines, as `head` does
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="multifidus",
        description="From a back spasm to its likely causes: ranked, cited, honestly uncertain.",
        epilog="In an emergency call the emergency number. This is decision support, not a diagnosis.",
    )
    parser.add_argument("--version", action="store_true", help="print the version and the edition of the tables")
    parser.set_defaults(command=None)
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")

    assess = _command(commands, "assess", "assess notes, a person's own words (.txt) or cases (.toml, .json)", _assess)
    _formats(assess, "table", "json", "ndjson")
    _setting(assess)
    assess.add_argument("files", nargs="+", metavar="FILE", help="- reads standard input")

    explain = _command(commands, "explain", "what speaks for and against one cause", _explain)
    _formats(explain, "table", "json")
    _setting(explain)
    explain.add_argument("cause", metavar="CAUSE")
    explain.add_argument("file", metavar="FILE")

    ask = _command(commands, "ask", "the interview, one question at a time", _ask)
    _formats(ask, "table", "json")
    _setting(ask)

    evidence = _command(commands, "evidence", "the published figures", None)
    verbs = evidence.add_subparsers(dest="verb", metavar="VERB", required=True)
    check = verbs.add_parser("check", help="refuse whatever cannot be right in the tables")
    check.set_defaults(run=_evidence_check)
    _formats(check, "table", "json")
    show = verbs.add_parser("show", help="every figure on one finding")
    show.set_defaults(run=_evidence_show)
    _formats(show, "table", "json")
    show.add_argument("finding", metavar="FINDING", nargs="?", help="without one, the findings are listed")
    report = verbs.add_parser("report", help="each figure beside what the network implies")
    report.set_defaults(run=_evidence_report)
    _formats(report, "table", "json")
    report.add_argument("--all", action="store_true", help="print every figure, not only what lies outside")
    return parser


def _command(commands: Any, name: str, told: str, run: Any) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = commands.add_parser(
        name,
        help=told,
        description=told[0].upper() + told[1:] + ".",
        epilog=f"example:\n  {EXAMPLES[name]}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.set_defaults(run=run)
    return parser


def _formats(parser: argparse.ArgumentParser, *formats: str) -> None:
    parser.add_argument("--format", choices=formats, default=formats[0], help=f"default: {formats[0]}")


def _setting(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--setting", choices=SETTINGS, help="where the person is seen; default: as the file says, else primary"
    )


def _complain(error: MultifidusError) -> None:
    print(f"multifidus: {error}", file=sys.stderr)


def _assess(given: argparse.Namespace) -> int:
    """Every file in its order; one that cannot be read is told, and the rest are still done."""
    from multifidus.doors.contract import contract
    from multifidus.doors.spoken import speak, voice

    knowledge = shipped()
    labels = {cause: row.label for cause, row in knowledge.causes.items()}
    speaking = voice(knowledge, terminal=_on_terminal())
    answers: list[dict[str, Any]] = []
    failed = False
    for name, assessment, error in _assessments(given.files, given.setting, knowledge):
        if error is not None:
            failed = True
            answer = {"file": name, "error": str(error)}
            _complain(error)
        else:
            answer = contract(assessment, file=name, labels=labels) if given.format != "table" else {}
        if given.format == "ndjson":
            print(json.dumps(answer, ensure_ascii=False), flush=True)
        elif given.format == "json":
            answers.append(answer)
        elif error is None:
            print(speak(assessment, name=name, voice=speaking))
    if given.format == "json":
        print(json.dumps(answers[0] if len(answers) == 1 else answers, ensure_ascii=False, indent=2))
    return FAILED if failed else 0


def _assessments(
    files: Sequence[str], setting: Any, knowledge: Knowledge
) -> Iterator[tuple[str, Any, MultifidusError | None]]:
    """For each file its name and its assessment, or the error that stopped it."""
    from multifidus.assess import assess
    from multifidus.causes.infer import Engine
    from multifidus.causes.model import load_model
    from multifidus.errors import InputError
    from multifidus.findings.files import open_file, read_file

    model = load_model(knowledge)
    engine: Engine = "auto" if len(files) > BATCH else "numpy"
    for name in _progress(files):
        try:
            content = sys.stdin.buffer.read() if name == "-" else open_file(name)
            gathered = read_file(name, content, knowledge)
            yield (
                name,
                assess(
                    gathered.findings,
                    knowledge,
                    model,
                    setting=setting or gathered.setting or "primary",
                    concerns_back=gathered.concerns_back,
                    unread=gathered.unread,
                    engine=engine,
                ),
                None,
            )
        except MultifidusError as error:
            yield name, None, error
        except Exception as trouble:  # no traceback reaches whoever sends a note, and no word of it a log
            yield (
                name,
                None,
                InputError(
                    where=name,
                    problem=f"an error of ours ({type(trouble).__name__}) stopped the assessment",
                    remedy="report it with the version; until then treat the case as unassessed",
                ),
            )


BATCH = 200  # files from which loading the compiled kernel pays for itself


def _on_terminal() -> bool:
    return sys.stdout.isatty() and "NO_COLOR" not in os.environ


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
    from multifidus.errors import InputError

    knowledge = shipped()
    if given.cause not in knowledge.causes:
        raise InputError(
            where=given.cause, problem="no such cause", remedy=f"the causes are {', '.join(knowledge.causes)}"
        )
    ((name, assessment, error),) = _assessments([given.file], given.setting, knowledge)
    if error is not None:
        raise error
    if given.format == "json":
        labels = {cause: row.label for cause, row in knowledge.causes.items()}
        print(json.dumps(cause_of(assessment, given.cause, labels), ensure_ascii=False, indent=2))
    else:
        print(speak_cause(assessment, given.cause, name=name, voice=voice(knowledge, terminal=_on_terminal())), end="")
    return 0


def _ask(given: argparse.Namespace) -> int:
    from multifidus.causes.model import load_model
    from multifidus.doors.contract import contract
    from multifidus.doors.spoken import speak, voice
    from multifidus.interview import Interview

    knowledge = shipped()
    interview = Interview(knowledge, load_model(knowledge), setting=given.setting or "primary")
    speaking = voice(knowledge, terminal=_on_terminal())
    if not _hold(interview, speaking):
        print("\nThe answers so far:", file=sys.stderr)
    assessment = interview.assessment()
    if given.format == "json":
        labels = {cause: row.label for cause, row in knowledge.causes.items()}
        print(json.dumps(contract(assessment, file="interview", labels=labels), ensure_ascii=False, indent=2))
    else:
        print(speak(assessment, name="Interview", voice=speaking))
    return 0


def _hold(interview: Any, speaking: Any) -> bool:
    """Asks until the decision is settled; False when the person stopped before."""
    from multifidus.doors.spoken import speak_alarm

    print("Answer y (yes), n (no), a number where one is asked, or ? (I do not know). q ends it.\n", file=sys.stderr)
    warned: set[str] = set()
    while (question := interview.next_question()) is not None:
        print(f"{question.text} ", end="", file=sys.stderr, flush=True)
        line = sys.stdin.readline()
        if not line or line.strip().lower() in ("q", "quit"):
            return False
        problem = interview.answer(question, line.strip())
        if problem:
            print(f"  {problem}", file=sys.stderr)
            continue
        # Emergency advice comes before the interview ends.
        for alarm in interview.emergencies():
            told = speak_alarm(alarm, speaking)
            if told not in warned:
                warned.add(told)
                print(f"\n  !! {told}\n", file=sys.stderr)
    return True


def _evidence_check(given: argparse.Namespace) -> int:
    from multifidus.doors.figures_table import tables_table
    from multifidus.findings.notes.lexicon import lexicon_of
    from multifidus.knowledge.checks import problems, remarks, statuses

    knowledge = shipped()
    found = problems(knowledge)
    if not found:
        lexicon_of(knowledge)  # a phrase that cannot be read is refused here, not by the first note
    if given.format == "json":
        told = [{"where": one.where, "problem": one.problem, "remedy": one.remedy} for one in found]
        print(json.dumps({"edition": knowledge.edition, "problems": told}, indent=2))
        return FAILED if found else 0
    for problem in found:
        _complain(problem)
    if not found:
        print(tables_table(knowledge, statuses(knowledge), remarks(knowledge)))
    print(f"{len(found)} problems in the tables of {knowledge.edition}")
    return FAILED if found else 0


def _evidence_show(given: argparse.Namespace) -> int:
    from multifidus.doors.figures_table import finding_list, finding_table
    from multifidus.knowledge.figures_on import figures_on

    knowledge = shipped()
    if given.finding is None and given.format == "json":
        listed = [{"id": row.id, "label": row.label, "group": row.group} for row in knowledge.findings.values()]
        print(json.dumps(listed, ensure_ascii=False, indent=2))
        return 0
    if given.finding is None:
        print(finding_list(knowledge))
        return 0
    figures = figures_on(knowledge, given.finding)
    if given.format == "json":
        from dataclasses import asdict

        print(json.dumps([asdict(figure) for figure in figures], ensure_ascii=False, indent=2))
    else:
        print(finding_table(knowledge, given.finding, figures))
    return 0


def _evidence_report(given: argparse.Namespace) -> int:
    from multifidus.causes.fitting.report import report_figures
    from multifidus.doors.figures_report import report_data, report_table

    if sys.stderr.isatty():
        print("fitting the network to its figures, a few seconds ...", file=sys.stderr)
    report = report_figures(shipped())
    if given.format == "json":
        print(json.dumps(report_data(report, every=given.all), ensure_ascii=False, indent=2))
    else:
        print(report_table(report, every=given.all))
    return FAILED if any(judged.reason is None for judged in report.far) else 0


if __name__ == "__main__":
    raise SystemExit(main())
