"""Sending mail as a job: it is tried again until the mail server takes it, and says nothing of anybody's health."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial

from django.core.mail import EmailMessage
from django.utils.functional import Promise

from multifidus.clinic.jobs.kinds import Ids, Kind, add_kind


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail without content: that something waits, and where. Anybody on the way may read it."""

    to: str
    subject: str
    body: str
    headers: Mapping[str, str] = field(default_factory=dict)  # such as where a mail program can end the like of it


Writes = Callable[..., Letter | None]  # from the ids of the job; None when it need not be sent any more


def add_letter(name: str, writes: Writes, *, label: str | Promise) -> Kind:
    """A kind of job that sends what `writes` makes of its ids, asked for by `enqueue(name, ...)`.

    The address, the words and any token are made when it is sent: none of them stands in the queue.
    """
    return add_kind(name, partial(post, writes), label=label)


def post(writes: Writes, **ids: Ids) -> None:
    """Sends one letter. A worker that is killed between sending and saying so sends it twice."""
    letter = writes(**ids)
    if letter is not None:
        EmailMessage(letter.subject, letter.body, to=[letter.to], headers=dict(letter.headers)).send()
