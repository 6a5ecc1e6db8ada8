"""allauth's forms in our words, and those of the profile."""

from __future__ import annotations

from typing import Any, ClassVar

from allauth.account import forms as account
from allauth.account.internal.flows.email_verification import send_verification_email_to_address
from allauth.account.models import EmailAddress
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django import forms
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from multifidus.clinic.people.models import Person
from multifidus.clinic.people.sessions import keep_on_this_phone
from multifidus.clinic.people.sign_up import forget_invitation, invited_address
from multifidus.clinic.people.zones import is_zone, time_zones

EMAIL = _("E-mail address")
NEW_PASSWORD = _("New password")
GOOD_PASSWORD = format_lazy(
    _("At least {least} characters. Four words that have nothing to do with each other are easy to keep in mind."),
    least=settings.PASSWORD_LENGTH,
)
CODE = _("Code")
CODE_OF_APP = _("The six digits that your app shows now, or one of your recovery codes.")


def say(form: forms.Form, field: str, label: Any, help_text: Any = "") -> None:
    """Gives a field of allauth our words; what a label says needs no placeholder that vanishes."""
    one = form.fields[field]
    one.label, one.help_text = label, help_text
    one.widget.attrs.pop("placeholder", None)


class SignInForm(account.LoginForm):
    """An address, a password, and whether this phone is theirs."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say(self, "login", EMAIL)
        say(self, "password", _("Password"))
        say(
            self, "remember", _("Keep me signed in on this phone"), _("Only where nobody else comes. It lasts 30 days.")
        )

    def login(self, request: HttpRequest, redirect_url: str | None = None) -> HttpResponse:
        """The answer to a sign-in that was right."""
        answer: HttpResponse = super().login(request, redirect_url)
        keep_on_this_phone(request, wished=self.cleaned_data["remember"])
        return answer


class SignUpForm(account.SignupForm):
    """A name, an address, a password and the terms."""

    field_order = ("name", "email", "password1", "agreed")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say(self, "email", EMAIL)
        say(self, "password1", _("Password"), GOOD_PASSWORD)

    def try_save(self, request: HttpRequest) -> tuple[Person | None, HttpResponseBase | None]:
        """The new person; nobody for an address that has an account, whose owner gets a mail instead.

        Both take as long: it is the hashing that takes time, and whoever measures may not learn who has an account.
        """
        if self.account_already_exists:
            Person().set_password(self.cleaned_data["password1"])
        saved: tuple[Person | None, HttpResponseBase | None] = super().try_save(request)
        return saved

    def clean_email(self) -> str:
        """The address; where only the invited may come, the one that was invited."""
        email: str = super().clean_email()
        if email != invited_address(account.context.request):
            if settings.SIGN_UP != "open":
                raise forms.ValidationError(_("Use the address that your invitation was sent to."))
            forget_invitation(account.context.request)
        return email


class ChangeEmailForm(account.AddEmailForm):
    """A new address."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say(self, "email", _("New e-mail address"), _("We send a link there. The change is done once you open it."))

    def save(self, request: HttpRequest) -> EmailAddress:
        """The address that waits for its owner to open the mail; the one that is signed in with stays until then.

        allauth's own would drop that one too while it is not confirmed, and leave an account without any.
        """
        with transaction.atomic():
            waiting = EmailAddress.objects.filter(user=self.user, verified=False)
            waiting.exclude(email__iexact=self.user.email).delete()
            new = EmailAddress.objects.create(user=self.user, email=self.cleaned_data["email"])
        send_verification_email_to_address(request, new)
        return new


class ChangePasswordForm(account.ChangePasswordForm):
    """Today's password and the next one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["password2"]
        say(self, "oldpassword", _("Your password today"))
        say(self, "password1", NEW_PASSWORD, GOOD_PASSWORD)


class SetPasswordForm(account.SetPasswordForm):
    """A password for an account that has none."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["password2"]
        say(self, "password1", NEW_PASSWORD, GOOD_PASSWORD)


class ForgottenPasswordForm(account.ResetPasswordForm):
    """The address of somebody who forgot their password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say(self, "email", EMAIL, _("The one you sign in with."))


class NewPasswordForm(account.ResetPasswordKeyForm):
    """The password after a forgotten one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["password2"]
        say(self, "password1", NEW_PASSWORD, GOOD_PASSWORD)


class ConfirmForm(account.ReauthenticateForm):
    """The password once more."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say(self, "password", _("Password"))


class CodeForm(mfa.AuthenticateForm):
    """The second step of a sign-in."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say(self, "code", CODE, CODE_OF_APP)
        self.fields["code"].widget.attrs["inputmode"] = "numeric"


class ConfirmByCodeForm(mfa.ReauthenticateForm):
    """A code once more."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say(self, "code", CODE, CODE_OF_APP)
        self.fields["code"].widget.attrs["inputmode"] = "numeric"


class AppForm(totp.ActivateTOTPForm):
    """The first code of an app, which shows that it works."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say(self, "code", CODE, _("The six digits that the app shows now."))
        self.fields["code"].widget.attrs["inputmode"] = "numeric"


class PasskeyForm(webauthn.AddWebAuthnForm):
    """A new passkey and its name."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].max_length = 60
        say(self, "name", _("Name"), _("So that you can tell it from others: my phone, the key on my ring."))
        say(
            self,
            "passwordless",
            _("Sign in with it alone"),
            _("Then it takes the place of the password too. It will ask for your finger, your face or a PIN."),
        )
        self.initial["passwordless"] = True


class PasskeyNameForm(webauthn.EditWebAuthnForm):
    """Another name for a passkey."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say(self, "name", _("Name"))


class ProfileForm(forms.ModelForm):  # type: ignore[type-arg]  # no generic at run time
    """What a person may change of their account at once; the rest asks for the password first."""

    class Meta:  # noqa: D106 - Django's word
        model = Person
        fields = ("name", "language", "time_zone")
        widgets: ClassVar[dict[str, Any]] = {"name": forms.TextInput(attrs={"autocomplete": "name"})}

    language = forms.ChoiceField(
        label=_("Language"),
        required=False,
        choices=[("", _("As my browser says")), *settings.LANGUAGES],
        help_text=_("Of pages and of mails."),
    )
    time_zone = forms.ChoiceField(
        label=_("Time zone"),
        required=False,
        choices=[("", _("As my clinic has it")), *time_zones()],
        help_text=_("Times of visits and of your diary are told in it."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].required = True
        self.fields["name"].label = _("Your name")


class CloseForm(forms.Form):
    """That somebody means it."""

    sure = forms.BooleanField(
        label=_("Close my account"), error_messages={"required": _("Tick this if you want to close your account.")}
    )


class ZoneForm(forms.Form):
    """The time zone that a phone is in, offered by its script, and the page to go back to."""

    time_zone = forms.CharField(max_length=64)
    next = forms.CharField(max_length=500, required=False)

    def clean_time_zone(self) -> str:
        """A zone that one can choose."""
        name: str = self.cleaned_data["time_zone"]
        if not is_zone(name):
            raise forms.ValidationError(_("There is no time zone of this name. Choose one from the list."))
        return name
