"""Why an exercise may not go on, in a sentence to its person."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from multifidus.actions.preventing.followed import Against, Speaks
from multifidus.clinic.design.told import told

SENTENCES: Mapping[Speaks, str | Promise] = {
    Speaks.URGENCY: _("Somebody has to look at you first."),
    Speaks.WARNING: "%(words)s",
    Speaks.FEARED: _("Exercises wait until a doctor or nurse says that you may go on."),
    Speaks.CAUSE: _("It does not go with this: %(words)s."),
    Speaks.FINDING: _("It is not for you now, because of this: %(words)s."),
    Speaks.PURPOSE: _("What it was chosen for is not there any more."),
    Speaks.OF_NO_USE: _("It is not meant for what is likely now."),
    Speaks.NO_MORE: _("We do not offer it any more."),
}


def sentence(against: Against) -> str:
    """The sentence, in the language of whoever reads it."""
    return str(SENTENCES[against.kind]) % {"words": told(against.words)}
