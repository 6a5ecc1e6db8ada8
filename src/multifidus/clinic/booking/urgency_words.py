"""How soon people have to be seen, as far as a clinic may know it: while their consent stands, and not longer."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db.models import OuterRef, Subquery

from multifidus.clinic.booking.doors import in_care
from multifidus.clinic.clinics.models import Clinic
from multifidus.clinic.records.models import Record


def urgencies_of(clinic: Clinic, records: Iterable[UUID]) -> dict[UUID, str | None]:
    """The urgency of the newest assessment of each record that the clinic sees; None: nobody has looked.

    Who is not in care is not in it.
    """
    latest = Record.objects.filter(pk=OuterRef("pk")).order_by("-assessments__seen", "-assessments__made_at")
    seen = in_care(clinic).filter(pk__in=set(records))
    told = seen.annotate(urgency=Subquery(latest.values("assessments__urgency")[:1]))
    return dict(told.values_list("pk", "urgency"))
