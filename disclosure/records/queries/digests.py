"""The fingerprint of a text: decisions hold for exactly one."""

import hashlib
import json

from django.core.serializers.json import DjangoJSONEncoder
from wagtail.models import Revision


def content_digest(revision: Revision) -> str:
    """Return the SHA-256 of a revision's content: a revision overwritten in place is another text.

    The same for a revision just made, which still holds dates, as for one read again.
    """
    canonical = json.dumps(
        revision.content, sort_keys=True, ensure_ascii=False, separators=(",", ":"), cls=DjangoJSONEncoder
    )
    return hashlib.sha256(canonical.encode()).hexdigest()
