"""A letter as a download."""

from __future__ import annotations

from django.http import HttpResponse


def pdf_answer(pdf: bytes, name: str) -> HttpResponse:
    """A PDF to keep; the browser itself keeps no copy."""
    answer = HttpResponse(pdf, content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Cache-Control"] = "no-store"
    return answer
