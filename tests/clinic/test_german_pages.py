"""The pages of a person in German: nothing of what pages or tables say in English is left on them."""

import re
from html.parser import HTMLParser

import pytest
from django.test import Client
from django.utils import translation

from clinic.interviewed import begin, screen_of, sent, step_of
from multifidus.clinic.design.building.catalogues import catalogue_files, compile_catalogues, read_catalogue
from multifidus.clinic.design.told.catalogue import sentences
from multifidus.clinic.design.told.places import PLACE
from multifidus.clinic.example.cast import cast
from multifidus.clinic.example.making import make
from multifidus.clinic.records.models import Record

NEVER = ("/accounts/logout", "/example", "/static", "/api", "/style")
CALL_NOW = "lassen Sie den Rettungswagen kommen. "  # and not: if something begins later
OWN_KEY = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}")
SENTENCE = re.compile(r"(?<=[.?!:”]) ")


class Words(HTMLParser):
    """The text between the tags, the words of attributes that are read aloud, and where to go from there."""

    def __init__(self):
        super().__init__()
        self.said, self.links, self.english, self._in = [], [], [], []

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        self._in.append(tag)
        self.said += [found[name] for name in ("aria-label", "title", "placeholder", "alt") if found.get(name)]
        if tag == "a" and found.get("href", "").startswith("/"):
            self.links.append(re.split(r"[?#]", found["href"])[0])
        if found.get("lang") == "en" and found.get("name") != "language":  # the choice names itself
            self.english.append(found)

    def handle_data(self, data):
        if self._in and self._in[-1] not in ("script", "style"):
            self.said.append(" ".join(data.split()))


@pytest.fixture(scope="module")
def english_only() -> set[str]:
    """What English says and German says otherwise, of two words or more: "Name" and "Person" are both."""
    left = set()
    for file in catalogue_files():
        for one in read_catalogue(file):
            said = one.id if isinstance(one.id, str) else one.id[0]
            told = one.string if isinstance(one.string, str) else one.string[0]
            if said and said != told and " " in said and not PLACE.search(said) and "%" not in said:
                left |= {" ".join(said.split()), " ".join(said.split()).capitalize()}
    return left


@pytest.fixture
def example(db, settings):
    settings.EXAMPLE_CLINIC = settings.THIS_MACHINE_ONLY = True
    compile_catalogues()
    sentences.cache_clear()
    with translation.override("en"):
        assert make()


def who(name: str) -> Client:
    client = Client()
    client.post("/language", {"language": "de"})
    if name:
        assert client.post("/example/sign-in", {"who": name}).status_code == 302
    return client


def pages(client: Client, start: str = "/", only: str = "/"):
    """Every page that is reached from the first by its links, one of a kind."""
    seen, ahead = set(), [start]
    while ahead:
        address = ahead.pop(0)
        kind = OWN_KEY.sub("ID", address)
        if kind in seen or address.startswith(NEVER) or not address.startswith(only):
            continue
        seen.add(kind)
        answer = client.get(address, follow=True)
        if answer.status_code != 200 or "text/html" not in answer.get("Content-Type", ""):
            continue
        read = Words()
        read.feed(answer.content.decode())
        ahead += read.links
        yield address, answer, read


def left_in_english(read: Words, english_only: set[str]) -> list[str]:
    found = [one for said in read.said for one in {said, *SENTENCE.split(said)} if one in english_only]
    return [*found, *(str(one) for one in read.english)]


@pytest.mark.parametrize("name", ["", "ada", "ines"])
@pytest.mark.django_db
def test_a_person_who_reads_german_meets_no_english(example, english_only, name):
    left, walked = {}, 0
    for address, answer, read in pages(who(name)):
        walked += 1
        assert '<html lang="de"' in answer.content.decode(), address
        if found := left_in_english(read, english_only):
            left[address] = found
    assert left == {}
    assert walked > (5 if name else 2)


@pytest.mark.django_db
def test_every_answer_of_the_example_is_german_throughout(example, english_only):
    clinician = who(next(one.key for one in cast().staff if one.role == "clinician"))
    left, told = {}, 0
    for record in Record.objects.all():
        answer = clinician.get(f"/records/{record.pk}/answer")
        if answer.status_code != 200:
            continue
        told += 1
        read = Words()
        read.feed(answer.content.decode())
        if found := left_in_english(read, english_only):
            left[record.name] = found
    assert left == {}
    assert told >= 5


@pytest.mark.parametrize("numb", [False, True])
@pytest.mark.django_db
def test_the_interview_asks_and_answers_a_stranger_in_german(client, english_only, numb):
    compile_catalogues()
    sentences.cache_clear()
    client.post("/language", {"language": "de"})
    begin(client)
    left, told, asked = {}, "", 0
    while (screen := screen_of(client)) is not None and asked < 60:
        asked += 1
        given = {"age": "51", "sex": "female", "saddle_numbness": numb}
        for page in (client.get(step_of(client)), client.post(step_of(client), sent(screen, given), follow=True)):
            read = Words()
            read.feed(page.content.decode())
            told = " ".join(read.said)
            if found := left_in_english(read, english_only):
                left[screen.id] = found
        if CALL_NOW in told:
            break
    assert left == {}
    assert asked > 2
    assert (CALL_NOW in told) is numb
