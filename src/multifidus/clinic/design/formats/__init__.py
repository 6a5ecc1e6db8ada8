"""How days and times are written, where Django would write them so that two people read two days."""
