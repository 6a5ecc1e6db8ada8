"""A person sees who read or changed their record, when, as what, in plain words."""

from multifidus.clinic.audit.kinds import Act
from multifidus.clinic.audit.models import Entry
from multifidus.clinic.records.looked import ACTS


def looked(signed_in, record, query=""):
    return signed_in(record.person).get(f"/records/{record.pk}/looked{query}").content.decode()


def test_the_name_and_the_clinic_of_whoever_looked_are_told(world, signed_in):
    signed_in(world.clinician).get(f"/records/{world.ada.pk}/")

    page = looked(signed_in, world.ada)
    assert "Carla, Riverside Backs" in page
    assert "read the record" in page


def test_what_a_clinician_wrote_is_told_as_such(world, signed_in):
    signed_in(world.clinician).post(f"/records/{world.ada.pk}/readings/new", {"text": "Back pain for a week."})
    assert "added an entry" in looked(signed_in, world.ada)


def test_break_glass_is_marked(world, signed_in):
    sent = {"clinic": str(world.riverside.pk), "reason": "found on the floor", "record": str(world.bert.pk)}
    browser = signed_in(world.clinician)
    browser.post("/records/emergency", sent)
    browser.get(f"/records/{world.bert.pk}/")

    assert looked(signed_in, world.bert).count("in an emergency, without consent</span>") >= 2


def test_what_one_did_oneself_is_shown_when_asked_for(world, signed_in):
    signed_in(world.ada.person).get(f"/records/{world.ada.pk}/")

    assert "Nobody but you" in looked(signed_in, world.ada)
    assert "You</td>" in looked(signed_in, world.ada, "?all=1")


def test_what_happened_to_others_is_not_shown(world, signed_in):
    signed_in(world.other_clinician).get(f"/records/{world.bert.pk}/")
    assert "Olga" not in looked(signed_in, world.ada)


def test_looking_at_who_looked_is_entered_too(world, signed_in):
    looked(signed_in, world.ada)
    assert Entry.objects.filter(act="read_audit", kind="who_looked").exists()


def test_every_act_on_a_record_has_plain_words(world, signed_in):
    """Whatever the service enters for a record anywhere in its code is told in words, never as a code."""
    of_accounts = {act for act in Act if act.startswith(("sign_", "close_", "open_", "change_", "end_"))}

    assert set(Act) - of_accounts - {Act.LEAVE} - set(ACTS) == set()
