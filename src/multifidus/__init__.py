"""multifidus: from a back spasm to its likely causes, cited and honestly uncertain.

Read `assess.py` first: it is the whole story on one page.
"""

__version__ = "0.1.0"
