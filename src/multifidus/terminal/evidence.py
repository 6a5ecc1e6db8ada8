"""`multifidus evidence`: the tables checked, a finding's figures shown, the network held against its figures."""

from __future__ import annotations

import argparse
import json
import sys
from typing import Any

from multifidus.knowledge import shipped
from multifidus.terminal.command import FAILED, add_command, add_formats, complain


def add(commands: Any) -> None:
    """The command with its verbs."""
    evidence = add_command(commands, "evidence", "the published figures", None, "multifidus evidence show slr_positive")
    verbs = evidence.add_subparsers(dest="verb", metavar="VERB", required=True)
    check = verbs.add_parser("check", help="refuse whatever cannot be right in the tables")
    check.set_defaults(run=_check)
    add_formats(check, "table", "json")
    show = verbs.add_parser("show", help="every figure on one finding")
    show.set_defaults(run=_show)
    add_formats(show, "table", "json")
    show.add_argument("finding", metavar="FINDING", nargs="?", help="without one, the findings are listed")
    report = verbs.add_parser("report", help="each figure beside what the network implies")
    report.set_defaults(run=_report)
    add_formats(report, "table", "json")
    report.add_argument("--all", action="store_true", help="print every figure, not only what lies outside")


def _check(given: argparse.Namespace) -> int:
    from multifidus.doors.figures_table import tables_table
    from multifidus.findings.notes.wording.lexicon import lexicon_of
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
        complain(problem)
    if not found:
        print(tables_table(knowledge, statuses(knowledge), remarks(knowledge)))
    print(f"{len(found)} problems in the tables of {knowledge.edition}")
    return FAILED if found else 0


def _show(given: argparse.Namespace) -> int:
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


def _report(given: argparse.Namespace) -> int:
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
