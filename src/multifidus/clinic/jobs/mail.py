"""Sending mail as a job: it is tried again until the mail server takes it, and says nothing of anybody's health."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from email.encoders import encode_base64
from email.mime.base import MIMEBase
from functools import partial

from django.core.mail import EmailMessage
from django.utils.functional import Promise

from multifidus.clinic.jobs.kinds import Ids, Kind, add_kind


@dataclass(frozen=True, slots=True)
class Attached:
    """A file that goes with a letter; it says no more than the letter may."""

    name: str
    content: bytes
    kind: str  # such as text/calendar; method=REQUEST


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail without content: that something waits, and where. Anybody on the way may read it."""

    to: str
    subject: str
    body: str
    headers: Mapping[str, str] = field(default_factory=dict)  # such as where a mail program can end the like of it
    attached: tuple[Attached, ...] = ()


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
        mail = EmailMessage(letter.subject, letter.body, to=[letter.to], headers=dict(letter.headers))
        for one in letter.attached:
            mail.attach(_part(one))
        mail.send()


def _part(attached: Attached) -> MIMEBase:
    """A file as a part of a mail, with all that its kind says (a calendar reads the method there)."""
    kind, *more = (word.strip() for word in attached.kind.split(";"))
    main, _, sub = kind.partition("/")
    part = MIMEBase(main, sub)
    for word in more:
        name, _, value = word.partition("=")
        part.set_param(name, value)
    part.set_payload(attached.content)
    encode_base64(part)
    part.add_header("Content-Disposition", "attachment", filename=attached.name)
    return part
