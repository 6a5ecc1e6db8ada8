from multifidus.clinic.charts.models import Reading

WORDS = "My back locked up when I lifted a sofa yesterday. I cannot feel the skin between my legs and I cannot pee."


def test_what_a_person_tells_is_kept_and_answered(world, signed_in):
    browser = signed_in(world.ada.person)

    sent = browser.post(f"/records/{world.ada.pk}/readings/new", {"text": WORDS})

    assert sent.status_code == 302
    assert world.ada.readings.get().content == {"text": WORDS}
    assert world.ada.readings.get().kind == Reading.Kind.NOTE
    assert world.ada.assessments.get().urgency == "emergency"
