"""Tags and filters: `{% load design %}`."""
