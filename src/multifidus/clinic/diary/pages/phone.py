"""What a phone keeps of the diary: a page to write on without a connection, the worker that serves it, the manifest.

Nothing here asks who is signed in. The page that a phone keeps is the same for everybody.
"""

from __future__ import annotations

import json
from hashlib import sha256

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from multifidus.clinic.charts.engine import engine
from multifidus.clinic.diary.forms.episode import EpisodeForm
from multifidus.clinic.diary.triggers import asked

STATIC = (
    "design/tokens.css", "design/dark.css", "design/type.css", "design/page.css", "design/forms.css",
    "design/parts.css", "design/print.css", "design/mark.svg", "design/built/icons.svg",
    "design/built/atkinson.woff2", "design/built/bitter.woff2",
    "diary/diary.css", "diary/queue.js", "diary/entry.js", "diary/waiting.js", "diary/list.js",
)  # fmt: skip
ICONS = (("design/icon-192.png", "192x192", "any"), ("design/icon-512.png", "512x512", "any"),
         ("design/icon-maskable-512.png", "512x512", "maskable"))  # fmt: skip
SHELL = "X-Shell"  # which version of what a phone keeps a page belongs to


def shell_version() -> str:
    """The same as long as no file and no question of the page changes."""
    told = json.dumps([[static(name) for name in STATIC], asked(engine()[0])])
    return sha256(told.encode()).hexdigest()[:16]


@require_safe
def quick_episode(request: HttpRequest) -> HttpResponse:
    """The form of an episode for the phone to keep: no name, no record, nobody's token."""
    form = EpisodeForm(now=timezone.now(), zone=timezone.get_default_timezone(), initial={"sent_as": ""})
    return _kept_on_phones(render(request, "diary/quick.html", {"form": form}))


@require_safe
def waiting_episodes(request: HttpRequest) -> HttpResponse:
    """What waits on this phone; a script fills it in, as nobody else knows."""
    return _kept_on_phones(render(request, "diary/waiting.html"))


def _kept_on_phones(answer: HttpResponse) -> HttpResponse:
    answer[SHELL] = shell_version()
    return answer


@require_safe
def service_worker(request: HttpRequest) -> HttpResponse:
    """The worker, told which files to keep; another version is another worker."""
    told = {
        "version": shell_version(),
        "files": [static(name) for name in STATIC],
        "pages": [reverse("quick_episode"), reverse("waiting_episodes")],
        "queue": static("diary/queue.js"),
        "send": reverse("send_episodes"),
    }
    context = {"shell": json.dumps(told), "worker": static("diary/worker.js")}
    return render(request, "diary/service_worker.js", context, content_type="text/javascript; charset=utf-8")


@require_safe
def manifest(_request: HttpRequest) -> JsonResponse:
    """What a phone has to know to put the diary on its first screen."""
    told = {
        "id": "/",
        "name": "multifidus",
        "short_name": "multifidus",
        "description": _("From a back spasm to its likely causes, and what to do about it."),
        "lang": translation.get_language(),
        "start_url": reverse("quick_episode"),
        "scope": "/",
        "display": "standalone",
        "background_color": "#faf5ec",
        "theme_color": "#1b5a66",
        "icons": [
            {"src": static(name), "sizes": sizes, "type": "image/png", "purpose": purpose}
            for name, sizes, purpose in ICONS
        ]
        + [{"src": static("design/mark.svg"), "sizes": "any", "type": "image/svg+xml"}],
        "shortcuts": [
            {"name": _("A spasm"), "url": reverse("quick_episode")},
            {"name": _("Diary"), "url": reverse("my_diary")},
        ],
    }
    return JsonResponse(told, content_type="application/manifest+json")
