"""The kinds of job there are: a closed list, filled by the apps when they get ready, so that nothing else can run."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from types import MappingProxyType
from uuid import UUID

from django.core.exceptions import ImproperlyConfigured
from django.utils.functional import Promise

Ids = UUID | int  # all that a job is given: which rows to look at, never what stands in them


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of job: what it does, what an administrator reads of it, how often it comes by itself."""

    name: str
    does: Callable[..., object]  # called with the ids of the job; may run twice, and then has to change nothing more
    label: str | Promise
    every: timedelta | None = None

    def __post_init__(self) -> None:
        if not self.name.isidentifier() or len(self.name) > 32:
            raise ImproperlyConfigured(f"{self.name!r}: a kind of job is named in at most 32 letters, like seal")


_kinds: dict[str, Kind] = {}
KINDS: Mapping[str, Kind] = MappingProxyType(_kinds)


def add_kind(name: str, does: Callable[..., object], *, label: str | Promise, every: timedelta | None = None) -> Kind:
    """The kind, known from now on; an app calls this in its `ready()`. With `every` it comes by itself that often."""
    kind = Kind(name, does, label, every)
    if _kinds.setdefault(name, kind) != kind:
        raise ImproperlyConfigured(f"{name}: two apps give a job this name; rename one of them")
    return kind
