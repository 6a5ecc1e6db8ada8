"""The browser of the pages, for whoever walks through them."""

from clinic.test_design_browser import chromium, open_page  # noqa: F401 - fixtures
