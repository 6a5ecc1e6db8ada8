"""The drawing of an exercise as a part of a page: it takes the page's colour, and says in words what it shows."""

from __future__ import annotations

import re
from functools import cache

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from multifidus.clinic.charts.engine import engine
from multifidus.clinic.design.told import English, told
from multifidus.doors.letter.picture import picture

WORDS = re.compile(r"<(title|desc)[^>]*>.*?</\1>\s*", re.DOTALL)
NAMED = "data-named"
NAMED_BY = re.compile(r'role="img" aria-labelledby="[^"]*"')
WAY = 'stroke="#d9480f"'  # the arrows; a page gives them its own colour
IDS = re.compile(r'\sid="[^"]*"')


def drawing(name: str) -> SafeString:
    """The SVG of an exercise or habit, without ids, so that it may stand on a page twice; empty where there is none."""
    svg, words = _bare(name)
    if not svg:
        return mark_safe("")
    said = told(words)
    language = format_html(' lang="{}"', "en") if isinstance(said, English) else ""
    named = format_html('role="img" aria-label="{}"{}', str(said), language)
    return mark_safe(svg.replace(NAMED, str(named), 1))  # our own files, and words that were escaped


@cache
def _bare(name: str) -> tuple[str, str]:
    """The SVG without its words, and the words."""
    found = picture(name, engine()[0])
    if not found:
        return "", ""
    svg = IDS.sub("", WORDS.sub("", found["picture"])).replace(WAY, 'class="way"')
    return NAMED_BY.sub(NAMED, svg), found["picture_told"]
