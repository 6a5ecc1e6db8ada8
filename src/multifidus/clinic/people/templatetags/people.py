"""What a browser calls itself, in words that its owner knows."""

from __future__ import annotations

from django import template
from django.utils.translation import gettext

register = template.Library()

# What stands in the long name of a browser; the first that fits, as each carries the names of those before it.
BROWSERS = {
    "Edg": "Edge",
    "OPR": "Opera",
    "SamsungBrowser": "Samsung Internet",
    "Firefox": "Firefox",
    "FxiOS": "Firefox",
    "CriOS": "Chrome",
    "Chrome": "Chrome",
    "Safari": "Safari",
}
SYSTEMS = {
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Android": "Android",
    "Windows": "Windows",
    "CrOS": "Chromebook",
    "Mac OS": "Mac",
    "Linux": "Linux",
}


@register.filter
def device(user_agent: str) -> str:
    """Such as "Firefox on Windows".

    >>> device("Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0")
    'Firefox on Windows'
    """
    browser = next((name for sign, name in BROWSERS.items() if sign in user_agent), gettext("A browser"))
    system = next((name for sign, name in SYSTEMS.items() if sign in user_agent), None)
    return gettext("%(browser)s on %(system)s") % {"browser": browser, "system": system} if system else browser
