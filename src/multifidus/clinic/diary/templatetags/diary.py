"""What the pages need to find in a template."""

from __future__ import annotations

from django import template

from multifidus.clinic.diary.phones import account_on_phone as named
from multifidus.clinic.people.models import Person

register = template.Library()


@register.filter
def account_on_phone(person: Person) -> str:
    """The name under which a phone keeps entries for this account."""
    return named(person)


@register.filter
def unlocalized(number: float) -> str:
    """A number as a drawing needs it, whatever sign the reader's language has for the decimal point."""
    return f"{number:g}"


@register.filter
def plus(number: float, more: float) -> float:
    """The sum, for a place in a drawing."""
    return number + more
