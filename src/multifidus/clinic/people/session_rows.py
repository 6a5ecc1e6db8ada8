"""Where sessions are kept: Django's table, in which what a stranger left goes as soon as its own time is over.

A stranger may say something that nobody shall find on a shared phone or in a stolen table. Whoever keeps such a thing
in a session says by `ROW_SECONDS` how long its row may lie there with nothing done; sign-in ends that, and the cookie
ends with the browser as before.
"""

from __future__ import annotations

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as InDatabase

ROW_SECONDS = "row_seconds"  # in the session of a stranger


class SessionStore(InDatabase):
    """Django looks for a class of this name in the module that SESSION_ENGINE names."""

    def get_session_cookie_age(self) -> int:
        """After how many seconds with nothing written the row counts no more."""
        age: int = super().get_session_cookie_age()
        asked = self.get(ROW_SECONDS)
        return min(age, asked) if isinstance(asked, int) and SESSION_KEY not in self else age
