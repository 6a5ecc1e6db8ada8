"""The parts of a page that need more than a class: icons, badges, notices, probabilities, crumbs, pages."""

from __future__ import annotations

from typing import Any

from django import template
from django.core.paginator import Page
from django.template import Context
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from multifidus.clinic.design.icons import ICONS
from multifidus.clinic.design.likelihood import Likelihood
from multifidus.clinic.design.told import told as told_in_language
from multifidus.clinic.design.urgencies import URGENCIES

register = template.Library()

TONES = {"debug": "info", "success": "good"}  # what Django's messages call our tones
TONE_ICONS = {
    "info": "info",
    "good": "circle-check",
    "warning": "triangle-alert",
    "error": "circle-alert",
    "emergency": "siren",
}


@register.simple_tag
def icon(name: str, size: str = "") -> SafeString:
    """A drawing beside words; it never stands for a word, so that a screen reader leaves it out."""
    if name not in ICONS:
        raise template.TemplateSyntaxError(f"no icon {name!r}: add it to design/icons.py and build")
    sprite = static("design/built/icons.svg")
    html = '<svg class="icon {}" width="24" height="24" aria-hidden="true" focusable="false"><use href="{}#{}"/></svg>'
    return format_html(html, size, sprite, name)


@register.filter
def told(text: str) -> str:
    """A text of the tables in the reader's language; where it has none, in English that says it is English."""
    return told_in_language(str(text))


@register.simple_tag
def badge(words: str, tone: str = "", icon_name: str = "") -> SafeString:
    """A word or two in a pill, with an icon where it carries a tone."""
    drawing = icon(icon_name) if icon_name else ""
    return format_html('<span class="badge {}">{}{}</span>', tone, drawing, words)


@register.simple_tag
def urgency(level: str) -> SafeString:
    """How soon somebody has to look, in a word and an icon before a colour. What nobody knows has to be looked at."""
    shown = URGENCIES.get(str(level))
    if shown is None:
        return badge(_("Unknown: look"), "warning", "triangle-alert")
    return badge(str(shown.words), str(level), shown.icon)


@register.simple_tag
def probability(p: float, low: float, high: float, what: str = "") -> SafeString:
    """How likely something is: in words and figures, and as a bar with its doubt. All proportions from 0 to 1."""
    return mark_safe(render_to_string("design/probability.html", {"likely": Likelihood(p, low, high), "what": what}))


@register.simple_block_tag
def notice(content: str, tone: str = "info", title: str = "") -> SafeString:
    """A framed word to the reader: info, good, warning, error, or emergency, which looks like nothing else."""
    if tone not in TONE_ICONS:
        raise template.TemplateSyntaxError(f"no tone {tone!r}: one of {', '.join(TONE_ICONS)}")
    head = format_html("<h2>{}</h2>", title) if title else ""
    html = '<div class="notice {}">{}<div>{}{}</div></div>'
    return format_html(html, tone, icon(TONE_ICONS[tone]), head, content)


@register.simple_block_tag
def crumbs(content: str) -> SafeString:
    """The way from the first page to this one; the content is `<li>` elements."""
    html = '<nav class="crumbs" aria-label="{}"><ol>{}</ol></nav>'
    return format_html(html, _("You are here"), content)


@register.inclusion_tag("design/pages.html", takes_context=True)
def pages(context: Context, page: Page[Any]) -> dict[str, Any]:
    """Links to the other pages of a long list; the rest of the address stays as it is."""
    return {
        "page": page,
        "numbers": page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1),
        "gap": page.paginator.ELLIPSIS,
        "request": context["request"],
    }


@register.filter
def tone(level_tag: str) -> str:
    """The tone of one of Django's messages."""
    known = TONES.get(level_tag, level_tag)
    return known if known in TONE_ICONS else "info"


@register.filter
def tone_icon(tone_name: str) -> str:
    """The icon of a tone."""
    return TONE_ICONS[tone_name]
