"""What is told, in words for a terminal or a file."""

from multifidus.doors.spoken.assessment import speak, speak_alarm
from multifidus.doors.spoken.causes import speak_cause
from multifidus.doors.spoken.voice import Voice, as_told, voice

__all__ = ["Voice", "as_told", "speak", "speak_alarm", "speak_cause", "voice"]
