"""What the session of a browser remembers of an interview, and for how long.

Nothing of it lies anywhere else until somebody asks for it to be kept. It ends with the browser, after half an hour
with nothing done, at sign-out, and at the word "forget". Whose it is is noted: what a stranger said is nobody's.
"""

from __future__ import annotations

import time
import uuid
from dataclasses import asdict, dataclass, field
from datetime import timedelta
from typing import Any

from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest

from multifidus.clinic.people.models import Person
from multifidus.clinic.people.session_rows import ROW_SECONDS

KEY = "interview"
IDLE = timedelta(minutes=30)
STEP_SECONDS = 60  # that somebody is there is noted to the minute, or each page would write


@dataclass(slots=True)
class Remembered:
    """One interview as far as it has come. Plain values alone: it lies in the session as JSON."""

    sent_as: str = field(default_factory=lambda: str(uuid.uuid4()))  # under which it is kept, once
    of: str = ""  # the person who was signed in when it began; empty for a stranger
    began: float = field(default_factory=time.time)
    seen: float = field(default_factory=time.time)  # when last something was done
    said: float = field(default_factory=time.time)  # when last something was said
    text: str = ""  # told in their own words, as it was typed
    answers: list[dict[str, Any]] = field(default_factory=list)  # as the core keeps them, the later word last
    known: list[dict[str, Any]] = field(default_factory=list)  # from their record; never kept a second time
    trail: list[str] = field(default_factory=list)  # the screens that were answered, in their order
    words_seen: bool = False  # whether they have seen what was understood of the text
    country: str = ""  # chosen by hand; empty: as the browser or the clinic says
    emergency: bool = False  # whether what was said so far is one
    handed_over: bool = False  # said before its person signed in: asked once more whether it is theirs

    @property
    def is_empty(self) -> bool:
        """Whether nothing was told yet."""
        return not (self.text or self.answers)


def remembered(request: HttpRequest) -> Remembered | None:
    """The interview of whoever asks; None where there is none, where it is another's, or too old."""
    held = request.session.get(KEY)
    if not isinstance(held, dict):
        return None
    try:
        one = Remembered(**held)
    except TypeError:  # written by another version of this program
        forget(request.session)
        return None
    if one.of != whose(request):
        forget(request.session)
        return None
    if is_stale(one):
        forget(request.session)
        return None
    return one


def is_stale(one: Remembered) -> bool:
    """Whether nothing was done with it for half an hour. Whoever is signed in has the time of their sign-in."""
    return not one.of and time.time() - one.seen > IDLE.total_seconds()


def begun(request: HttpRequest) -> Remembered:
    """The interview of whoever asks, begun now where there is none; it is not in the session until `remember`."""
    return remembered(request) or Remembered(of=whose(request))


def remember(request: HttpRequest, one: Remembered) -> None:
    """Puts it into the session; its row ends soon with nothing done, unless somebody is signed in."""
    one.seen = time.time()
    request.session[KEY] = asdict(one)
    request.session[ROW_SECONDS] = int(IDLE.total_seconds())


def touch(request: HttpRequest, one: Remembered) -> None:
    """Notes that somebody is there, once a minute."""
    if time.time() - one.seen >= STEP_SECONDS:
        remember(request, one)


def forget(session: SessionBase) -> None:
    """Takes it out of the session."""
    session.pop(KEY, None)
    session.pop(ROW_SECONDS, None)


def whose(request: HttpRequest) -> str:
    """The person who is signed in; empty for a stranger."""
    return str(request.user.pk) if isinstance(request.user, Person) else ""
