"""Pages that belong to no record: the first one, and the one that shows all parts."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def home(request: HttpRequest) -> HttpResponse:
    """The first page."""
    return render(request, "home.html")


def style(request: HttpRequest) -> HttpResponse:
    """Every part of the design, on one page."""
    return render(request, "style.html")
