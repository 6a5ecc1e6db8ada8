"""What can be done, on what ground, and to what kind of thing: closed lists, so that no word of a person gets in."""

from __future__ import annotations

from enum import StrEnum


class Act(StrEnum):
    """What can be done that the audit has to know of."""

    READ = "read"
    LIST = "list"
    WRITE = "write"
    CORRECT = "correct"
    ASSESS = "assess"
    EXPORT = "export"
    ERASE = "erase"
    CONSENT = "consent"
    WITHDRAW = "withdraw"
    BREAK_GLASS = "break_glass"
    INVITE = "invite"
    JOIN = "join"
    LEAVE = "leave"
    SIGN_IN = "sign_in"
    SIGN_IN_FAILED = "sign_in_failed"
    SIGN_OUT = "sign_out"
    SIGN_UP = "sign_up"
    CHANGE_PASSWORD = "change_password"
    CHANGE_ADDRESS = "change_address"
    CHANGE_SECOND_STEP = "change_second_step"
    END_SESSIONS = "end_sessions"
    CLOSE_ACCOUNT = "close_account"
    OPEN_ACCOUNT = "open_account"
    READ_AUDIT = "read_audit"


class Ground(StrEnum):
    """By what right it was done."""

    NONE = ""  # no record was opened, or the service did it
    OWN = "own"  # one's own record
    CONSENT = "consent"  # a live consent to a clinic in which whoever did it works
    BREAK_GLASS = "break_glass"  # without consent, for a reason written down


class Kind(StrEnum):
    """What kind of thing it was done to. A new kind is a new line here, and a name for it in `labels.py`."""

    NONE = ""
    RECORD = "record"
    CHART = "chart"
    READING = "reading"
    READING_FORM = "reading_form"
    ASSESSMENT = "assessment"
    FINDINGS = "findings"
    LETTER = "letter"
    INTERVIEW = "interview"
    DIARY = "diary"
    PLAN = "plan"
    VISIT = "visit"
    CONSENT = "consent"
    EMERGENCY_ACCESS = "emergency_access"
    EMERGENCY_TRY = "emergency_try"  # found or not; of nobody
    WHO_LOOKED = "who_looked"
    CLINIC = "clinic"
    MEMBERSHIP = "membership"
    INVITATION = "invitation"
    ACCOUNT = "account"
    SESSION = "session"
    JOB = "job"
    AUDIT = "audit"
