"""The main navigation. Each app tells its own places: `navigation.py` beside its models, found at start.

@places
def of_records(request: HttpRequest) -> Iterable[Place]:
    if request.user.is_authenticated:
        yield Place(_("Records"), "records", icon="users-round", order=20)
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise


@dataclass(frozen=True, slots=True)
class Place:
    """Where one can go from every page. Few and short: on a phone they share one row."""

    label: Promise | str
    url_name: str
    icon: str
    order: int = 50
    also: tuple[str, ...] = ()  # names of other addresses that lie below this place


@dataclass(frozen=True, slots=True)
class Shown:
    """A place as the page shows it; `here` is what `aria-current` says of it, or empty."""

    label: str
    url: str
    icon: str
    here: str


Offer = Callable[[HttpRequest], Iterable[Place]]
_offers: list[Offer] = []


def places(offer: Offer) -> Offer:
    """Registers `offer`, which tells the places that whoever asks may go to."""
    _offers.append(offer)
    return offer


def navigation_for(request: HttpRequest) -> list[Shown]:
    """The places of whoever asks, in their order."""
    found = sorted((place for offer in _offers for place in offer(request)), key=lambda place: place.order)
    return [_shown(place, request) for place in found]


def _shown(place: Place, request: HttpRequest) -> Shown:
    match = request.resolver_match
    name = match.view_name if match else ""
    here = "page" if name == place.url_name else "true" if name in place.also else ""
    return Shown(str(place.label), reverse(place.url_name), place.icon, here)
