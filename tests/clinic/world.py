"""A small world: two clinics, who works in them, and people in their care."""

import re
from dataclasses import dataclass
from typing import Any

from multifidus.clinic.clinics.models import Clinic, Membership, Role
from multifidus.clinic.people.models import Person
from multifidus.clinic.records.models import Consent, Record

PASSWORD = "spines are curved 33"


@dataclass(frozen=True)
class World:
    """`riverside` and `hillside` are two clinics; ada is in the care of riverside, bert of hillside, cleo of none."""

    riverside: Clinic
    hillside: Clinic
    clinician: Person
    scheduler: Person
    administrator: Person
    other_clinician: Person
    ada: Record
    bert: Record
    cleo: Record


def typed(day: str, name: str = "born") -> dict[str, str]:
    """A day such as 1972-11-30 as a form with three boxes sends it."""
    year, month, date = day.split("-")
    return {f"{name}_0": date, f"{name}_1": month, f"{name}_2": year}


def somebody(name: str) -> Person:
    return Person.objects.create_user(f"{name}@example.org", PASSWORD, name=name.title())


def working(name: str, clinic: Clinic, role: Role) -> Person:
    person = somebody(name)
    Membership.objects.create(person=person, clinic=clinic, role=role)
    return person


def with_record(name: str, *clinics: Clinic) -> Record:
    person = somebody(name)
    record = Record.objects.create(person=person, name=name.title())
    for clinic in clinics:
        Consent.objects.create(record=record, clinic=clinic, given=Consent.Given.SIGNED_IN, given_by=person)
    return record


def made() -> World:
    riverside = Clinic.objects.create(name="Riverside Backs", country="GB")
    hillside = Clinic.objects.create(name="Hillside Spine Centre", country="IE")
    return World(
        riverside=riverside,
        hillside=hillside,
        clinician=working("carla", riverside, Role.CLINICIAN),
        scheduler=working("sam", riverside, Role.SCHEDULER),
        administrator=working("alex", riverside, Role.ADMINISTRATOR),
        other_clinician=working("olga", hillside, Role.CLINICIAN),
        ada=with_record("ada", riverside),
        bert=with_record("bert", hillside),
        cleo=with_record("cleo"),
    )


def shown(answer: Any) -> str:
    """A page without the tokens of its forms: their letters are drawn, and may happen to spell a name."""
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", answer.content.decode())
