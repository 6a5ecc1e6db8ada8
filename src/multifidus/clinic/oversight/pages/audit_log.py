"""The log of a clinic, for its administrators. Reading it is entered in it."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from multifidus.clinic.audit.entries import Act, Kind, enter
from multifidus.clinic.clinics.doors import clinic_administered
from multifidus.clinic.oversight.filters import LogFilter
from multifidus.clinic.oversight.log import Line, Names, lines, older_than
from multifidus.clinic.people.signed_in import person_of
from multifidus.foreign import as_cell

A_PAGE = 50


@login_required
@require_GET
def audit_log(request: HttpRequest, clinic: UUID) -> HttpResponse:
    """Who of the clinic did what and when; `before` asks for what is older than an entry."""
    person = person_of(request)
    found = clinic_administered(person, clinic)
    asked = LogFilter(request.GET, clinic=found)
    entries = asked.entries()
    before = request.GET.get("before", "")
    if before.isascii() and before.isdigit() and len(before) < 19:
        entries = older_than(entries, int(before))
    enter(Act.READ_AUDIT, by=person.pk, clinic=found.pk, kind=Kind.AUDIT)
    page = list(entries[: A_PAGE + 1])
    parts = {
        "clinic": found,
        "form": asked,
        "lines": list(lines(page[:A_PAGE], Names(found))),
        "older": page[A_PAGE - 1].pk if len(page) > A_PAGE else None,
        "newest": not before,
        "asked": any(request.GET.get(name) for name in asked.fields),
    }
    return render(request, "oversight/audit_log.html", parts)


@login_required
@require_GET
def audit_log_csv(request: HttpRequest, clinic: UUID) -> HttpResponseBase:
    """What was looked for, all of it, as a table for another program."""
    person = person_of(request)
    found = clinic_administered(person, clinic)
    asked = LogFilter(request.GET, clinic=found)
    entries = asked.entries()
    enter(Act.EXPORT, by=person.pk, clinic=found.pk, kind=Kind.AUDIT)
    rows = _rows(lines(entries.iterator(), Names(found)))
    answer = StreamingHttpResponse(rows, content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="log.csv"'
    return answer


class _Echo:
    """What a csv.writer writes into: it hands each line on."""

    def write(self, line: str) -> str:
        return line


def _rows(told: Iterator[Line]) -> Iterator[str]:
    writer = csv.writer(_Echo())
    yield "\ufeff"  # or a spreadsheet takes it for another alphabet
    yield writer.writerow([_("When"), _("Who"), _("What"), _("Of what"), _("Record"), _("By what right")])
    for line in told:
        cells = (line.who, line.what, line.kind, line.record, line.ground)
        yield writer.writerow([line.at.isoformat(), *map(as_cell, cells)])
