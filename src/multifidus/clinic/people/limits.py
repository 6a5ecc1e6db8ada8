"""How often something may be asked: one way for pages, the API and allauth's own pages.

The counts lie in the cache, which is a table of the database that all processes share.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account import app_settings as accounts
from allauth.core.internal import ratelimit
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

View = Callable[..., Any]

# allauth's pages and the limit that each can run into; what stands here for one is in ACCOUNT_RATE_LIMITS.
LIMIT_OF = {
    "account_login": "login",
    "account_signup": "signup",
    "account_reset_password": "reset_password",
    "account_reset_password_from_key": "reset_password_from_key",
    "account_email": "manage_email",
    "account_change_password": "change_password",
    "account_reauthenticate": "reauthenticate",
    "mfa_reauthenticate": "reauthenticate",
    "mfa_reauthenticate_webauthn": "reauthenticate",
}


def limited(action: str, rate: str, *, reads: bool = False) -> Callable[[View], View]:
    """A view or API operation that answers 429 beyond `rate`, such as "5/h/user" or "20/m/ip,100/h/ip".

    Without `reads` only what changes something counts. It costs a few small writes, so it is for what is rare.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def held(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
            allowed = ratelimit.consume(
                request, app="multifidus", action=action, config={action: rate}, limit_get=reads
            )
            return view(request, *args, **kwargs) if allowed else too_many(request, seconds=longest(rate))

        return held

    return decorate


def longest(rates: str | None) -> int:
    """After how many seconds one may surely try again."""
    return int(max((rate.duration for rate in ratelimit.parse_rates(rates)), default=60))


def too_many(request: HttpRequest, *, seconds: int | None = None) -> HttpResponse:
    """The answer to whoever asks too often: 429, and when to try again. allauth calls it as handler429."""
    match = request.resolver_match
    if seconds is None:
        seconds = longest(accounts.RATE_LIMITS.get(LIMIT_OF.get((match and match.url_name) or "", "")))
    told = render(request, "429.html", {"minutes": -(-seconds // 60)}, status=429)
    told["Retry-After"] = str(seconds)
    return told
