"""The name under which a phone keeps entries for an account: it says nothing of whom, and leads nowhere."""

from __future__ import annotations

from hashlib import sha256

from multifidus.clinic.people.models import Person


def account_on_phone(person: Person) -> str:
    """Always the same for one account, also when the keys of the installation change: entries may wait for weeks."""
    return sha256(b"multifidus.diary.phone:" + person.pk.bytes).hexdigest()[:32]
