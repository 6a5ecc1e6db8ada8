"""Words that nobody has translated: on a page they carry their language, so that they are read aloud as English."""

from __future__ import annotations

from django.utils.html import format_html
from django.utils.safestring import SafeString


class English(str):
    """A text that stays English in a page of another language; everywhere else it is a plain string."""

    __slots__ = ()

    def __html__(self) -> SafeString:
        return format_html("<span lang='en'>{}</span>", str(self))
