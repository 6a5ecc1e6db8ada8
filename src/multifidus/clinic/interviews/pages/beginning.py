"""The way in: one's own words or straight to the questions; and what was understood of the words."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from multifidus.clinic.charts.engine import engine
from multifidus.clinic.interviews.asking import hear_words, interview_of, take_back, taken_back
from multifidus.clinic.interviews.beginning import begun_by
from multifidus.clinic.interviews.forms import WordsForm
from multifidus.clinic.interviews.going_on import answer_to, where_next
from multifidus.clinic.interviews.limits import held
from multifidus.clinic.interviews.marking import marked, understood_in
from multifidus.clinic.interviews.remembered import remembered
from multifidus.interview import described


@require_http_methods(["GET", "HEAD", "POST"])
@held("read")
def interview(request: HttpRequest) -> HttpResponse:
    """The two ways to begin; who has begun is led on."""
    if request.method != "POST":
        return _begin(request, WordsForm())
    one = remembered(request) or begun_by(request)
    if request.POST.get("way") != "words":
        return answer_to(request, one, where_next(request, one))
    form = WordsForm(request.POST)
    if not form.is_valid():
        return _begin(request, form)
    hear_words(one, form.cleaned_data["text"])
    return answer_to(request, one, reverse("interview_words"))


def _begin(request: HttpRequest, form: WordsForm) -> HttpResponse:
    one = remembered(request)
    go_on = where_next(request, one) if one is not None else ""
    return render(request, "interviews/start.html", {"form": form, "go_on": go_on}, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@held("answer", looked_at="look")
def interview_words(request: HttpRequest) -> HttpResponse:
    """What was understood of the words, marked in them, with a way to say that something is not so."""
    one = remembered(request)
    if one is None or not one.text:
        return redirect("interview")
    if request.method == "POST":
        said = {understood.about for understood in described(one.text, engine()[0]).understood}
        take_back(one, sorted(said & set(request.POST.getlist("not_so")) - taken_back(one)))
        one.words_seen = True
        return answer_to(request, one, where_next(request, one))
    told = described(one.text, engine()[0])
    context = {
        "pieces": marked(one.text),
        "understood": understood_in(told, taken_back(one)),
        "unread": [unread.quote for unread in told.unread],
        "is_settled": interview_of(request, one).next_screen() is None,
    }
    return render(request, "interviews/words.html", context)
