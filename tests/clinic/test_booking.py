"""Visits: booked once, moved without a gap, cancelled, and told to nobody who need not know."""

import re
import uuid
from datetime import date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.utils import timezone
from icalendar import Calendar

from clinic.booked import NEED, at, key, opened, slots
from clinic.world import shown, working
from multifidus.clinic.audit.models import Entry
from multifidus.clinic.booking import rules
from multifidus.clinic.booking.booked import (
    AtSameTimeError,
    OverError,
    TakenError,
    TooManyError,
    Wanted,
    book,
    cancel,
    move,
)
from multifidus.clinic.booking.calendar_file import Method, calendar_file, uid_of
from multifidus.clinic.booking.free import free_slots
from multifidus.clinic.booking.models import Closure, Desk, HeldTime, OpenDay, Visit, VisitKind
from multifidus.clinic.booking.reminding import remind
from multifidus.clinic.booking.rules import Need, need_of
from multifidus.clinic.charts.keeping import keep
from multifidus.clinic.charts.models import Assessment, Reading
from multifidus.clinic.clinics.memberships import end
from multifidus.clinic.clinics.models import Clinic, Membership, Role
from multifidus.clinic.jobs.running import work_off
from multifidus.clinic.records.consents import live, withdraw
from multifidus.clinic.records.erasure import ask

EMERGENCY = {"findings": {"age": 46, "saddle_numbness": True, "back_pain": True}}


@pytest.fixture
def kind(world) -> VisitKind:
    return opened(world.riverside, world.clinician)


def wanted(kind, number=0):
    slot = slots(kind)[number]
    return Wanted(kind, slot.clinician, slot.span.starts)


def booked(kind, record, number=0, **more) -> Visit:
    return book(record, wanted(kind, number), by=record.person, need=NEED, **more)


def test_what_one_has_booked_is_free_for_nobody(world, kind):
    first = slots(kind)[0]
    booked(kind, world.ada)

    assert first not in slots(kind)
    with pytest.raises(TakenError):
        book(world.cleo, Wanted(kind, first.clinician, first.span.starts), by=world.cleo.person, need=NEED)
    assert Visit.objects.count() == 1


def test_a_visit_that_overlaps_another_by_five_minutes_is_refused(world, kind):
    first = slots(kind)[0]
    booked(kind, world.ada)
    late = first.span.ends - timedelta(minutes=5)

    with pytest.raises(TakenError):
        book(world.cleo, Wanted(kind, first.clinician, late), by=world.cleo.person, need=NEED)


def test_the_database_itself_refuses_two_holders_of_one_moment(world, kind):
    visit = booked(kind, world.ada)
    other = booked(kind, world.cleo, 3)
    moment = visit.held.first()

    with pytest.raises(IntegrityError), transaction.atomic():
        HeldTime.objects.create(clinician=moment.clinician, moment=moment.moment, visit=other)


def test_a_clinician_of_two_clinics_is_in_one_of_them_at_a_time(world, kind):
    Membership.objects.create(person=world.clinician, clinic=world.hillside, role=Role.CLINICIAN)
    there = opened(world.hillside, world.clinician)
    visit = booked(kind, world.ada)

    with pytest.raises(TakenError):
        book(world.bert, Wanted(there, world.clinician.pk, visit.starts), by=world.bert.person, need=NEED)


def test_a_form_that_is_sent_twice_books_once(world, kind):
    sent = uuid.uuid4()
    first = wanted(kind)

    one = book(world.ada, first, by=world.ada.person, need=NEED, sent_as=sent)
    two = book(world.ada, first, by=world.ada.person, need=NEED, sent_as=sent)

    assert one.pk == two.pk
    assert Visit.objects.count() == 1


def test_nobody_holds_more_visits_than_the_tables_say(world, kind):
    for number in range(rules.number("visits_most_ahead_each")):
        booked(kind, world.ada, number)

    with pytest.raises(TooManyError):
        booked(kind, world.ada, 5)


def test_nobody_is_in_two_places_at_once(world, kind):
    carlos = working("carlos", world.riverside, Role.CLINICIAN)
    member = Membership.objects.get(person=carlos)
    member.hours.create(
        weekday=slots(kind)[0].span.starts.weekday(), begins=time(9), ends=time(17), valid_from=date(2020, 1, 1)
    )
    visit = booked(kind, world.ada)

    with pytest.raises(AtSameTimeError):
        book(world.ada, Wanted(kind, carlos.pk, visit.starts), by=world.ada.person, need=NEED)


def test_moving_takes_the_new_time_and_gives_the_old_one_back(world, kind):
    visit = booked(kind, world.ada)
    old, new = slots(kind)[0], slots(kind)[4]
    old_moment = visit.starts

    move(visit, Wanted(kind, new.clinician, new.span.starts), by=world.ada.person, record=world.ada)

    visit.refresh_from_db()
    assert visit.starts == new.span.starts
    assert visit.sequence == 1
    assert old_moment in [slot.span.starts for slot in slots(kind)]
    assert new not in slots(kind)
    assert visit.held.count() == 6
    assert old is not None


def test_a_visit_moves_by_a_few_minutes_over_its_own_time(world, kind):
    visit = booked(kind, world.ada)
    later = visit.starts + timedelta(minutes=10)

    move(visit, Wanted(kind, visit.clinician_id, later), by=world.ada.person, record=world.ada)

    moments = sorted(visit.held.values_list("moment", flat=True))
    assert moments[0] == later
    assert len(moments) == 6


def test_a_move_to_a_time_that_is_taken_changes_nothing(world, kind):
    visit, other = booked(kind, world.ada), booked(kind, world.cleo, 2)
    before = list(visit.held.order_by("moment").values_list("moment", flat=True))

    with pytest.raises(TakenError):
        move(visit, Wanted(kind, other.clinician_id, other.starts), by=world.ada.person, record=world.ada)

    visit.refresh_from_db()
    assert list(visit.held.order_by("moment").values_list("moment", flat=True)) == before
    assert visit.sequence == 0


def test_a_visit_that_is_cancelled_twice_is_cancelled_once_and_never_moved(world, kind):
    visit = booked(kind, world.ada)
    cancel(visit, by=world.ada.person, record=world.ada)
    cancel(visit, by=world.ada.person, record=world.ada)

    visit.refresh_from_db()
    assert (visit.state, visit.sequence, visit.held.count()) == ("cancelled", 1, 0)
    with pytest.raises(OverError):
        move(visit, wanted(kind, 2), by=world.ada.person, record=world.ada)


def test_a_visit_that_has_begun_cannot_be_cancelled(world, kind):
    visit = booked(kind, world.ada)
    Visit.objects.filter(pk=visit.pk).update(starts=timezone.now() - timedelta(minutes=5))

    with pytest.raises(OverError):
        cancel(visit, by=world.ada.person, record=world.ada)


def test_nothing_is_offered_while_a_clinician_is_away_or_the_clinic_is_closed(world, kind):
    first, last = slots(kind)[0], slots(kind)[-1]
    member = Membership.objects.get(person=world.clinician)
    Closure.objects.create(
        clinic=world.riverside, membership=member, starts=first.span.starts, ends=first.span.ends, why="away"
    )
    Closure.objects.create(clinic=world.riverside, starts=last.span.starts, ends=last.span.ends, why="closed")

    assert first not in slots(kind)
    assert last not in slots(kind)
    with pytest.raises(TakenError):
        book(world.ada, Wanted(kind, first.clinician, first.span.starts), by=world.ada.person, need=NEED)


def test_a_clinic_is_shut_on_the_holidays_of_its_country_unless_it_says_otherwise(world, kind):
    Desk.objects.create(clinic=world.riverside, subdivision="ENG")
    zone = ZoneInfo("UTC")

    def on(day):
        start = datetime.combine(day, time(0), zone)
        return free_slots(kind, start, start + timedelta(days=1))

    assert on(date(2026, 12, 25)) == []
    assert on(date(2026, 12, 24)) != []
    OpenDay.objects.create(clinic=world.riverside, day=date(2026, 12, 25))
    assert on(date(2026, 12, 25)) != []
    Desk.objects.update(keeps_holidays=False)
    assert on(date(2026, 12, 26)) != []


def test_a_clinician_who_left_is_offered_to_nobody(world, kind):
    assert slots(kind)
    end(Membership.objects.get(person=world.clinician), by=world.administrator)

    assert slots(kind) == []


# --- how soon ---------------------------------------------------------------


def told(record, content, author):
    keep(record, Reading.Kind.INTERVIEW, content, author=author)


def test_in_an_emergency_there_is_advice_and_no_booking(world, kind, signed_in):
    told(world.ada, EMERGENCY, world.ada.person)
    browser = signed_in(world.ada.person)
    assert need_of(world.ada).is_emergency

    page = browser.get(f"/records/{world.ada.pk}/visits/book")
    sent = browser.post(f"/records/{world.ada.pk}/visits/book", {"slot": key(slots(kind)[0])})

    assert "Do not wait for a visit" in shown(page)
    assert "tel:999" in shown(page) or "tel:112" in shown(page)
    assert 'name="slot"' not in shown(page)
    assert sent.status_code == 422
    assert Visit.objects.count() == 0


def test_what_nobody_knows_counts_as_urgent(world):
    assert need_of(world.ada).is_urgent
    failed = Assessment(urgency="self_care", failed="ValueError")
    assert Need("", failed, asked=True).is_urgent
    assert Need("", None, asked=False).within == Need("urgent", None, asked=True).within


def test_a_failed_assessment_never_says_that_there_is_time(world, monkeypatch):
    made_up = Assessment(urgency="routine", failed="ValueError")
    monkeypatch.setattr(rules, "current", lambda record: made_up)
    assert need_of(world.ada).urgency == ""

    made_up.urgency = "emergency"
    assert need_of(world.ada).is_emergency


def page_for(browser, record, urgency, monkeypatch, **query):
    need = Need(urgency, None, asked=True)
    monkeypatch.setattr("multifidus.clinic.booking.pages.book.need_of", lambda record: need)
    return shown(browser.get(f"/records/{record.pk}/visits/book", query))


def test_who_is_urgent_is_shown_the_first_two_days_and_no_later_time_beside_them(world, kind, signed_in, monkeypatch):
    page = page_for(signed_in(world.ada.person), world.ada, "urgent", monkeypatch)

    keys = re.findall(r'value="(\d{8}T\d{4})Z', page)
    starts = [datetime.strptime(one, "%Y%m%dT%H%M").replace(tzinfo=ZoneInfo("UTC")) for one in keys]
    assert starts
    assert max(starts) <= timezone.now() + timedelta(days=2)
    assert "Later times" in page


def test_who_is_urgent_and_finds_no_time_is_told_what_to_do_instead(world, kind, signed_in, monkeypatch):
    Desk.objects.create(clinic=world.riverside, phone="+44 1632 960123")
    now = timezone.now()
    Closure.objects.create(
        clinic=world.riverside, starts=now - timedelta(days=1), ends=now + timedelta(days=3), why="closed"
    )

    page = page_for(signed_in(world.ada.person), world.ada, "urgent", monkeypatch)

    assert "No time is free within two days" in page
    assert "tel:+441632960123" in page
    assert "out-of-hours" in page
    assert "emergency department" in page
    assert "/visits/wait" in page
    assert 'name="slot"' in page


def test_somebody_without_an_answer_is_led_to_the_questions_and_may_book_all_the_same(world, kind, signed_in):
    page = shown(signed_in(world.ada.person).get(f"/records/{world.ada.pk}/visits/book"))

    assert "Answer the questions" in page
    assert 'name="slot"' in page


def test_nobody_is_told_that_there_is_no_hurry_while_a_safety_question_is_open(world, kind, signed_in, monkeypatch):
    open_one = Assessment(urgency="routine", answer={"ask_first": ["saddle_numbness"]})
    need = Need("routine", open_one, asked=True)
    monkeypatch.setattr("multifidus.clinic.booking.pages.book.need_of", lambda record: need)
    browser = signed_in(world.ada.person)

    page = browser.get(f"/records/{world.ada.pk}/visits/book").content.decode()
    assert "There is no hurry" not in page
    assert "Some safety questions are open" in page

    open_one.answer = {"ask_first": []}
    assert "There is no hurry" in browser.get(f"/records/{world.ada.pk}/visits/book").content.decode()


def test_a_kind_of_visit_is_offered_to_whom_it_is_meant_for(world, kind, signed_in, monkeypatch):
    VisitKind.objects.filter(pk=kind.pk).update(urgencies=["routine"])
    VisitKind.objects.create(clinic=world.riverside, name="At once", minutes=20, urgencies=["urgent"])
    browser = signed_in(world.ada.person)

    assert "At once" in page_for(browser, world.ada, "urgent", monkeypatch)
    assert "First visit" not in page_for(browser, world.ada, "urgent", monkeypatch)
    assert "At once" not in page_for(browser, world.ada, "routine", monkeypatch)


# --- the pages --------------------------------------------------------------


def test_a_person_books_moves_and_cancels(world, kind, signed_in):
    browser = signed_in(world.ada.person)
    base = f"/records/{world.ada.pk}/visits/"
    first, second = slots(kind)[0], slots(kind)[5]

    answer = browser.post(f"{base}book", {"slot": key(first), "sent_as": str(uuid.uuid4())})
    visit = Visit.objects.get()
    assert answer["Location"] == f"{base}{visit.pk}/"
    assert "First visit" in shown(browser.get(base))

    answer = browser.post(f"{base}{visit.pk}/move", {"slot": key(second)})
    assert answer.status_code == 302
    visit.refresh_from_db()
    assert visit.starts == second.span.starts

    assert "Cancel this visit?" in shown(browser.get(f"{base}{visit.pk}/cancel"))
    browser.post(f"{base}{visit.pk}/cancel")
    visit.refresh_from_db()
    assert visit.state == "cancelled"
    assert "No visit is booked" in shown(browser.get(base))


def test_who_comes_second_is_told_so_and_offered_what_is_free(world, kind, signed_in):
    slot = slots(kind)[0]
    booked(kind, world.cleo)

    answer = signed_in(world.bert.person).post(
        f"/records/{world.bert.pk}/visits/book?clinic={world.riverside.pk}",
        {"slot": key(slot), "share": "on", "sent_as": str(uuid.uuid4())},
    )

    page = shown(answer)
    assert answer.status_code == 409
    assert "somebody was quicker" in page
    assert key(slot) not in page
    assert key(slots(kind)[0]) in page
    assert re.search(r'name="share"[^>]*checked', page), "what was ticked stays ticked"
    assert not live(world.bert).filter(clinic=world.riverside).exists()
    assert Visit.objects.count() == 1


def test_consent_is_given_by_a_tick_in_the_same_act_and_by_nothing_else(world, kind, signed_in):
    browser = signed_in(world.cleo.person)
    base = f"/records/{world.cleo.pk}/visits/book"

    browser.post(base, {"slot": key(slots(kind)[0])})
    assert not live(world.cleo).exists()
    assert Visit.objects.get().clinic == world.riverside

    browser.post(base, {"slot": key(slots(kind)[3]), "share": "on"})
    assert live(world.cleo).get().clinic == world.riverside


def test_no_other_clinic_is_shown_a_record_than_the_one_that_the_form_named(world, kind, signed_in):
    """The clinic of the form takes nobody new meanwhile, and its clinician works in the next one on the list too."""
    Membership.objects.create(person=world.clinician, clinic=world.hillside, role=Role.CLINICIAN)
    there = opened(world.hillside, world.clinician)
    browser = signed_in(world.cleo.person)
    base = f"/records/{world.cleo.pk}/visits/book?clinic={kind.clinic_id}"
    page = browser.get(base).content.decode()
    of = re.search(r'name="of" value="([^"]+)"', page)[1]
    sent = {"of": of, "slot": key(slots(kind)[0]), "share": "on"}
    Desk.objects.create(clinic=world.riverside, takes_new=False)

    answer = browser.post(base, sent)

    assert answer.status_code == 409
    assert not Visit.objects.exists()
    assert not live(world.cleo).exists()
    assert not re.search(r'name="share"[^>]*checked', shown(answer))
    assert f'name="of" value="{there.pk}"' in answer.content.decode()


def test_nobody_gets_another_kind_of_visit_than_the_form_named(world, kind, signed_in):
    at_desk = f"/clinics/{world.riverside.pk}/visits/book/{world.ada.pk}"
    sent = {"of": str(kind.pk), "slot": key(slots(kind)[0])}
    VisitKind.objects.filter(pk=kind.pk).update(retired_at=timezone.now())
    VisitKind.objects.create(clinic=world.riverside, name="Long", minutes=60, urgencies=kind.urgencies)

    own = signed_in(world.ada.person).post(f"/records/{world.ada.pk}/visits/book?kind={kind.pk}", sent)
    assert own.status_code == 409
    assert signed_in(world.scheduler).post(f"{at_desk}?kind={kind.pk}", sent).status_code == 409
    assert not Visit.objects.exists()


def test_the_tick_is_never_set_before(world, kind, signed_in):
    page = shown(signed_in(world.cleo.person).get(f"/records/{world.cleo.pk}/visits/book"))

    assert 'name="share"' in page
    assert not re.search(r'name="share"[^>]*checked', page)


def test_a_clinic_that_takes_nobody_new_is_offered_to_its_own_alone(world, kind, signed_in):
    Desk.objects.create(clinic=world.riverside, takes_new=False)

    assert 'name="slot"' in shown(signed_in(world.ada.person).get(f"/records/{world.ada.pk}/visits/book"))
    page = signed_in(world.cleo.person).get(f"/records/{world.cleo.pk}/visits/book")
    assert "No clinic takes bookings here yet" in shown(page)


HOSTILE = ["", "x", "<script>alert(1)</script>", "'; DROP TABLE booking_visit; --", "z" * 1_000_000, "\x00", "٢٠٢٦"]


@pytest.mark.parametrize("typed", HOSTILE, ids=range(len(HOSTILE)))
def test_no_value_of_a_form_breaks_a_page(world, kind, signed_in, typed):
    browser = signed_in(world.ada.person)
    visit = booked(kind, world.ada, 8)
    base = f"/records/{world.ada.pk}/visits/"
    for url in ("book", "wait", f"{visit.pk}/move"):
        few = typed[:2000]
        sent = {"slot": typed, "sent_as": few, "share": few, "kind": few, "first_day": typed, "last_day": few}
        answer = browser.post(base + url, sent)
        assert answer.status_code == 422, url
        assert b"<script>alert(1)" not in answer.content
    query = {"clinic": few, "kind": few, "clinician": few, "from": few}
    assert browser.get(f"{base}book", query).status_code == 200
    assert browser.get(f"{base}{visit.pk}/move", query).status_code == 200


@pytest.mark.parametrize(
    "starts",
    [
        datetime(1, 1, 1, 0, 0),
        datetime(9999, 12, 31, 23, 55),
        datetime(2020, 1, 1, 9, 0),
        datetime(2026, 11, 30, 9, 3),
    ],
)
def test_a_time_that_no_page_offers_books_nothing(world, kind, signed_in, starts):
    sent = {"slot": at(kind, starts, world.clinician)}
    answer = signed_in(world.ada.person).post(f"/records/{world.ada.pk}/visits/book", sent)

    assert answer.status_code in (409, 422)
    assert Visit.objects.count() == 0


def test_the_visits_of_one_are_hidden_from_another(world, kind, signed_in):
    visit = booked(kind, world.cleo)
    for who in (world.ada.person, world.clinician, world.other_clinician, world.scheduler, world.administrator):
        browser = signed_in(who)
        for url in ("", f"{visit.pk}/", f"{visit.pk}/calendar.ics", f"{visit.pk}/move", f"{visit.pk}/cancel", "book"):
            assert browser.get(f"/records/{world.cleo.pk}/visits/{url}").status_code == 404
    assert signed_in(world.ada.person).get(f"/records/{world.ada.pk}/visits/{visit.pk}/").status_code == 404


def test_a_clinician_reads_the_visit_under_consent_and_cannot_act_for_the_person(world, kind, signed_in):
    visit = booked(kind, world.ada)
    browser = signed_in(world.clinician)
    base = f"/records/{world.ada.pk}/visits/"

    assert browser.get(f"{base}{visit.pk}/").status_code == 200
    assert browser.post(f"{base}{visit.pk}/cancel").status_code == 404
    withdraw(world.ada, world.riverside, by=world.ada.person)
    assert browser.get(f"{base}{visit.pk}/").status_code == 404


def test_every_act_is_entered_and_none_holds_a_word(world, kind):
    before = Entry.objects.count()
    visit = booked(kind, world.ada)
    move(visit, wanted(kind, 4), by=world.ada.person, record=world.ada)
    cancel(visit, by=world.ada.person, record=world.ada)

    new = Entry.objects.order_by("pk")[before:]
    assert [(one.act, one.kind, one.ground) for one in new] == [("write", "visit", "own")] * 3


# --- calendar and mail --------------------------------------------------------


def parsed(content: bytes):
    calendar = Calendar.from_ical(content)
    return calendar, calendar.walk("VEVENT")[0]


def test_the_calendar_file_says_when_and_where_and_nothing_of_why(world, kind):
    VisitKind.objects.filter(pk=kind.pk).update(name="Sciatica clinic")
    visit = booked(kind, world.ada)

    content = calendar_file(visit, Method.REQUEST, to="ada@example.org", link="https://backs.example/my/visits")

    calendar, event = parsed(content)
    assert calendar["METHOD"] == "REQUEST"
    assert event["UID"] == uid_of(visit)
    assert event["SUMMARY"] == "Visit at Riverside Backs"
    assert event.decoded("DTSTART") == visit.starts
    assert event.decoded("DTEND") == visit.ends
    assert event.decoded("DTSTART").utcoffset() == timedelta(0)
    for word in (b"Sciatica", b"urgent", b"soon", b"pain", b"Carla"):
        assert word not in content


def test_uid_stays_and_sequence_grows_over_moving_and_cancelling(world, kind):
    visit = booked(kind, world.ada)
    files = [parsed(calendar_file(visit, Method.REQUEST))]
    visit = move(visit, wanted(kind, 4), by=world.ada.person, record=world.ada)
    files.append(parsed(calendar_file(visit, Method.REQUEST)))
    visit = cancel(visit, by=world.ada.person, record=world.ada)
    files.append(parsed(calendar_file(visit, Method.CANCEL)))

    assert len({event["UID"] for _, event in files}) == 1
    assert [event["SEQUENCE"] for _, event in files] == [0, 1, 2]
    assert [event["STATUS"] for _, event in files] == ["CONFIRMED", "CONFIRMED", "CANCELLED"]
    assert files[2][0]["METHOD"] == "CANCEL"


def test_a_calendar_shows_the_local_time_on_both_sides_of_a_change_of_the_clock(world, kind):
    zone = ZoneInfo("Europe/London")
    for day in (date(2027, 3, 27), date(2027, 3, 28), date(2027, 3, 29)):
        starts = datetime.combine(day, time(9), zone)
        visit = Visit(kind=kind, clinic=world.riverside, starts=starts, ends=starts + timedelta(minutes=30))
        _, event = parsed(calendar_file(visit, Method.PUBLISH))
        assert event.decoded("DTSTART").astimezone(zone).time() == time(9)


def test_the_file_is_downloaded_by_its_person(world, kind, signed_in):
    visit = booked(kind, world.ada)

    answer = signed_in(world.ada.person).get(f"/records/{world.ada.pk}/visits/{visit.pk}/calendar.ics")

    assert answer["Content-Type"].startswith("text/calendar")
    assert str(world.ada.pk) not in parsed(answer.content)[0].to_ical().decode().replace("\r\n ", "")
    assert parsed(answer.content)[1]["UID"] == uid_of(visit)


def test_a_letter_comes_at_once_with_the_file_and_once_for_each_change(world, kind):
    VisitKind.objects.filter(pk=kind.pk).update(name="Sciatica clinic")
    visit = booked(kind, world.ada)
    work_off()
    move(visit, wanted(kind, 4), by=world.ada.person, record=world.ada)
    work_off()
    cancel(visit, by=world.ada.person, record=world.ada)
    work_off()

    assert [one.to for one in mail.outbox] == [["ada@example.org"]] * 3
    assert [one.subject for one in mail.outbox] == [
        "Your visit at Riverside Backs",
        "New time at Riverside Backs",
        "Your visit at Riverside Backs is cancelled",
    ]
    methods = [parsed(one.attachments[0].get_payload(decode=True))[0]["METHOD"] for one in mail.outbox]
    assert methods == ["REQUEST", "REQUEST", "CANCEL"]
    assert [one.attachments[0].get_param("method") for one in mail.outbox] == methods
    for one in mail.outbox:
        assert not re.search("sciatica|soon|urgent|pain|spasm|Carla", one.subject + one.body, re.IGNORECASE)


def test_a_letter_that_another_has_overtaken_is_not_sent(world, kind):
    visit = booked(kind, world.ada)
    move(visit, wanted(kind, 4), by=world.ada.person, record=world.ada)
    work_off()

    assert [one.subject for one in mail.outbox] == ["New time at Riverside Backs"]


def test_a_letter_tells_the_time_in_the_zone_of_its_reader(world, kind):
    type(world.ada.person).objects.filter(pk=world.ada.person_id).update(time_zone="Asia/Tokyo")
    visit = booked(kind, world.ada)
    work_off()

    local = visit.starts.astimezone(ZoneInfo("Asia/Tokyo"))
    assert f"{local:%H:%M} (Asia/Tokyo)" in mail.outbox[0].body


def test_a_reminder_comes_once_a_day_before_and_says_nothing_of_why(world, kind):
    VisitKind.objects.filter(pk=kind.pk).update(name="Sciatica clinic")
    visit = booked(kind, world.ada)
    starts = timezone.now().replace(second=0, microsecond=0) + timedelta(hours=23)
    ends = starts + timedelta(minutes=30)
    booked_at = starts - timedelta(days=9)
    Visit.objects.filter(pk=visit.pk).update(starts=starts, ends=ends, booked_at=booked_at)
    work_off()
    mail.outbox.clear()

    assert (remind(), remind()) == (1, 0)
    work_off()

    assert len(mail.outbox) == 1
    assert not re.search("sciatica|pain|urgent|Carla", mail.outbox[0].subject + mail.outbox[0].body, re.IGNORECASE)


def test_a_visit_that_was_booked_today_for_tomorrow_needs_no_reminder_and_a_cancelled_one_gets_none(world, kind):
    visit = booked(kind, world.ada)
    starts = timezone.now() + timedelta(hours=20)
    Visit.objects.filter(pk=visit.pk).update(starts=starts, ends=starts + timedelta(minutes=30))
    assert remind() == 0

    Visit.objects.filter(pk=visit.pk).update(booked_at=starts - timedelta(days=9), reminded_of=None)
    assert remind() == 1
    cancel(visit, by=world.ada.person, record=world.ada)
    mail.outbox.clear()
    work_off()
    assert [one.subject for one in mail.outbox] == ["Your visit at Riverside Backs is cancelled"]


# --- what happens when something ends -------------------------------------------


def test_a_clinician_who_leaves_leaves_nobody_waiting_in_vain(world, kind):
    visit = booked(kind, world.ada)
    work_off()
    mail.outbox.clear()

    end(Membership.objects.get(person=world.clinician), by=world.administrator)
    work_off()

    visit.refresh_from_db()
    assert (visit.state, visit.held.count()) == ("unsettled", 0)
    told = {one.to[0]: one.subject for one in mail.outbox}
    assert told["ada@example.org"] == "Riverside Backs has to change the time of your visit"
    assert told[world.scheduler.email] == "Visits need another time"


def test_a_record_that_is_erased_holds_no_time_and_leaves_no_visit(world, kind):
    visit = booked(kind, world.cleo)
    free = slots(kind)

    ask(world.cleo, by=world.cleo.person)

    assert not Visit.objects.filter(pk=visit.pk).exists()
    assert len(slots(kind)) == len(free) + 1


def test_a_record_that_a_clinic_has_to_keep_is_closed_with_its_visits_cancelled(world, kind):
    keep(world.ada, Reading.Kind.NOTE, {"text": "It locked."}, author=world.clinician, clinic=world.riverside)
    visit = booked(kind, world.ada)

    ask(world.ada, by=world.ada.person)

    visit.refresh_from_db()
    assert visit.state == "cancelled"
    assert visit.held.count() == 0


def test_a_visit_stands_when_consent_is_withdrawn_and_the_clinic_sees_nothing_more(world, kind, signed_in):
    visit = booked(kind, world.ada)
    withdraw(world.ada, world.riverside, by=world.ada.person)

    visit.refresh_from_db()
    assert visit.state == "booked"
    page = shown(signed_in(world.ada.person).get(f"/records/{world.ada.pk}/visits/{visit.pk}/"))
    assert "Name, time and kind of visit, and nothing else." in page


def test_a_clinic_in_another_zone_offers_its_own_morning(world):
    Clinic.objects.filter(pk=world.riverside.pk).update(time_zone="Australia/Sydney")
    world.riverside.refresh_from_db()
    kind = opened(world.riverside, world.clinician)

    for slot in slots(kind):
        assert 9 <= slot.span.starts.astimezone(ZoneInfo("Australia/Sydney")).hour < 17


def test_the_page_on_visits_says_what_the_tables_say():
    page = (Path(__file__).parents[2] / "docs/booking.md").read_text()
    words = {2: "two days", 14: "two weeks", 4: "four hours"}

    assert words[rules.number("visit_within_days_urgent")] in page
    assert words[rules.number("visit_within_days_soon")] in page
    assert words[rules.number("visit_offer_hours")] in page
    assert "a day before" in page
    assert rules.number("visit_reminder_hours") == 24
    for state in Visit.State.values:
        assert f"`{state}`" in page
