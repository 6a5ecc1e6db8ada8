"""Tags and filters: `{% load charts %}`."""
