"""An assessment as a page shows it: from the contract's JSON to lines in words, with no database and no markup."""

from multifidus.clinic.charts.shown.answer import Shown, shown
from multifidus.clinic.charts.shown.changes import changes

__all__ = ["Shown", "changes", "shown"]
