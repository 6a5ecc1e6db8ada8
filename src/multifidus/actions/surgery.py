"""Operations: which of their criteria are met, which are missing, which are contradicted. Never that one is needed."""

from __future__ import annotations

from collections.abc import Mapping

from multifidus.knowledge import Knowledge
from multifidus.terms import Alarm, Candidacy, Known


def candidacies(
    known: Known, alarms: tuple[Alarm, ...], likely: Mapping[str, float], knowledge: Knowledge
) -> tuple[Candidacy, ...]:
    """The operations that come into question, the emergency ones first."""
    return ()
