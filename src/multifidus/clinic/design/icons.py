"""The icons that our pages use. The build copies these and no others; `{% icon %}` refuses what is not here."""

from __future__ import annotations

ICONS = frozenset(
    """
    activity arrow-left arrow-right badge-check bell bone building-2 calendar calendar-check calendar-clock
    check chevron-down chevron-left chevron-right circle-alert circle-check circle-help circle-x clipboard-list
    clock download dumbbell eye file-text flask-conical hand-heart heart-pulse history hourglass house image
    info key-round languages leaf list-checks loader-circle lock log-in log-out mail menu monitor moon notebook-pen
    octagon-alert paperclip pencil phone plus printer refresh-cw scan search settings shield shield-check
    siren stethoscope sun trash-2 triangle-alert upload user-round users-round weight x
    """.split()  # noqa: SIM905 - fifty names in fifty pairs of quotes are no clearer
)
