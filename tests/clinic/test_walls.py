import pytest


def test_a_person_sees_their_own_record(world, signed_in):
    assert signed_in(world.ada.person).get(f"/records/{world.ada.pk}/").status_code == 200


def test_a_person_does_not_see_the_record_of_another_in_the_same_clinic(world, signed_in):
    assert signed_in(world.ada.person).get(f"/records/{world.bert.pk}/").status_code == 404


def test_a_clinician_sees_who_is_in_the_care_of_their_clinic_and_nobody_else(world, signed_in):
    browser = signed_in(world.clinician)

    assert browser.get(f"/records/{world.ada.pk}/").status_code == 200
    assert browser.get(f"/records/{world.bert.pk}/").status_code == 404
    assert browser.get(f"/records/{world.cleo.pk}/").status_code == 404


@pytest.mark.parametrize("role", ["scheduler", "administrator"])
def test_whoever_plans_or_administers_reads_no_chart(world, signed_in, role):
    assert signed_in(getattr(world, role)).get(f"/records/{world.ada.pk}/").status_code == 404


def test_nobody_reads_a_chart_without_signing_in(world, client):
    answer = client.get(f"/records/{world.ada.pk}/")

    assert answer.status_code == 302
    assert answer["Location"].startswith("/accounts/login/")
