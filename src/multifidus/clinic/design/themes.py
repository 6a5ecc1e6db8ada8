"""Light or dark: as the device has it, or as somebody chose; kept in a cookie, so that it needs no script."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

COOKIE = "theme"
DEVICE, LIGHT, DARK = "device", "light", "dark"
LABELS: dict[str, tuple[Promise, str]] = {
    DEVICE: (_("Automatic"), "monitor"),
    LIGHT: (_("Light"), "sun"),
    DARK: (_("Dark"), "moon"),
}


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the buttons to choose by."""

    value: str
    label: Promise
    icon: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Theme:
    """What was chosen, as the page has to say it. Paper is always light."""

    chosen: str = DEVICE

    @property
    def scheme(self) -> str:
        """For the meta element `color-scheme`, which the browser's own parts follow."""
        return "light dark" if self.chosen == DEVICE else self.chosen

    @property
    def dark_when(self) -> str:
        """The media query under which dark.css holds; empty for never."""
        return {DEVICE: "screen and (prefers-color-scheme: dark)", DARK: "screen", LIGHT: ""}[self.chosen]

    @property
    def choices(self) -> Iterable[Choice]:
        """What there is to choose from."""
        return [Choice(value, label, icon, value == self.chosen) for value, (label, icon) in LABELS.items()]


def theme_of(request: HttpRequest) -> Theme:
    """What this browser chose; a cookie that says anything else is as good as none."""
    kept = request.COOKIES.get(COOKIE, DEVICE)
    return Theme(kept if kept in LABELS else DEVICE)
