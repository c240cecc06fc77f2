"""Who ran a command: named in the audit trail."""

from django.contrib.auth import get_user_model
from django.contrib.auth.models import User

from zhifu_portal.kernel.refusals import Refused


def named_user(*, username: str) -> User | None:
    """Return the active account of this name, None for an empty name; raise Refused when there is no such account."""
    if not username:
        return None
    user: User | None = get_user_model().objects.filter(username=username, is_active=True).first()
    if user is None:
        raise Refused([f"没有用户名为“{username}”的在用账号，请核对。"])
    return user
