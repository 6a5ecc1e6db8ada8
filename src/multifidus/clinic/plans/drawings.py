"""The drawing of an exercise as a part of a page: it takes the page's colour, and says in words what it shows."""

from __future__ import annotations

import re
from functools import cache

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from multifidus.clinic.charts.engine import engine
from multifidus.doors.letter.picture import picture

WORDS = re.compile(r"<(title|desc)[^>]*>.*?</\1>\s*", re.DOTALL)
NAMED_BY = re.compile(r'role="img" aria-labelledby="[^"]*"')
WAY = 'stroke="#d9480f"'  # the arrows; a page gives them its own colour
IDS = re.compile(r'\sid="[^"]*"')


@cache
def drawing(name: str) -> SafeString:
    """The SVG of an exercise or habit, without ids, so that it may stand on a page twice; empty where there is none."""
    found = picture(name, engine()[0])
    if not found:
        return mark_safe("")
    svg = IDS.sub("", WORDS.sub("", found["picture"])).replace(WAY, 'class="way"')
    named = format_html('role="img" aria-label="{}"', found["picture_told"])
    return mark_safe(NAMED_BY.sub(lambda _: str(named), svg))  # our own files, and words that were escaped
