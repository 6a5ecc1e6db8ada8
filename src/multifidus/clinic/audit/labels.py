"""What an administrator reads for the words of the closed lists."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from multifidus.clinic.audit.kinds import Act, Ground, Kind

ACTS: Mapping[str, str | Promise] = {
    Act.READ: _("Read"),
    Act.LIST: _("Saw a list"),
    Act.WRITE: _("Wrote"),
    Act.CORRECT: _("Corrected"),
    Act.ASSESS: _("Assessed"),
    Act.EXPORT: _("Took a copy"),
    Act.ERASE: _("Erased"),
    Act.CONSENT: _("Consent given"),
    Act.WITHDRAW: _("Taken back"),
    Act.BREAK_GLASS: _("Opened in an emergency"),
    Act.INVITE: _("Invited"),
    Act.JOIN: _("Joined"),
    Act.LEAVE: _("Left"),
    Act.SIGN_IN: _("Signed in"),
    Act.SIGN_IN_FAILED: _("Could not sign in"),
    Act.SIGN_OUT: _("Signed out"),
    Act.SIGN_UP: _("Made an account"),
    Act.CHANGE_PASSWORD: _("Changed a password"),
    Act.CHANGE_ADDRESS: _("Changed an e-mail address"),
    Act.CHANGE_SECOND_STEP: _("Changed the second step"),
    Act.END_SESSIONS: _("Ended sessions"),
    Act.CLOSE_ACCOUNT: _("Closed an account"),
    Act.OPEN_ACCOUNT: _("Opened an account again"),
    Act.READ_AUDIT: _("Looked at who did what"),
}
KINDS: Mapping[str, str | Promise] = {
    Kind.NONE: "",
    Kind.RECORD: _("record"),
    Kind.CHART: _("chart"),
    Kind.READING: _("entry in a chart"),
    Kind.READING_FORM: _("form for an entry"),
    Kind.ASSESSMENT: _("assessment"),
    Kind.FINDINGS: _("findings"),
    Kind.LETTER: _("letter"),
    Kind.INTERVIEW: _("interview"),
    Kind.DIARY: _("diary"),
    Kind.PLAN: _("plan"),
    Kind.VISIT: _("visit"),
    Kind.CONSENT: _("consent"),
    Kind.EMERGENCY_ACCESS: _("emergency opening"),
    Kind.EMERGENCY_TRY: _("try to open in an emergency"),
    Kind.WHO_LOOKED: _("who looked"),
    Kind.CLINIC: _("clinic"),
    Kind.MEMBERSHIP: _("membership"),
    Kind.INVITATION: _("invitation"),
    Kind.ACCOUNT: _("account"),
    Kind.SESSION: _("session"),
    Kind.JOB: _("job"),
    Kind.AUDIT: _("log"),
}
GROUNDS: Mapping[str, str | Promise] = {
    Ground.NONE: "",
    Ground.OWN: _("their own record"),
    Ground.CONSENT: _("consent"),
    Ground.BREAK_GLASS: _("emergency, without consent"),
}
