"""An assessment as a page shows it: from the contract's JSON to lines in words, with no database and no markup."""

from multifidus.clinic.charts.shown.answer import Shown, shown
from multifidus.clinic.charts.shown.changes import changes
from multifidus.clinic.charts.shown.person import Do, PersonShown, shown_to_person

__all__ = ["Do", "PersonShown", "Shown", "changes", "shown", "shown_to_person"]
