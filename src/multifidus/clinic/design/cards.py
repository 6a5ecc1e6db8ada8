"""The cards of the first page: what whoever is signed in can do or see now. Each app tells its own, in `glance.py`.

@cards
def of_diary(request: HttpRequest) -> Iterable[Card]:
    if isinstance(request.user, Person):
        yield Card(_("Add a spasm"), reverse("new_episode"), icon="plus", order=20)
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.functional import Promise


@dataclass(frozen=True, slots=True)
class Card:
    """One thing at a glance, and where it leads. What a record holds stands on it only after the walls were asked."""

    title: Promise | str
    url: str
    icon: str
    text: Promise | str = ""
    urgency: str = ""  # of the answer that holds now; shown as a badge
    order: int = 50  # 10 the answer, 20 the diary, 30 the plan, 40 the next visit


Offer = Callable[[HttpRequest], Iterable[Card]]
_offers: list[Offer] = []


def cards(offer: Offer) -> Offer:
    """Registers `offer`, which tells the cards of whoever asks."""
    _offers.append(offer)
    return offer


def cards_for(request: HttpRequest) -> list[Card]:
    """The cards of whoever asks, in their order."""
    return sorted((card for offer in _offers for card in offer(request)), key=lambda card: card.order)
