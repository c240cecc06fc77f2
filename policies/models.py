"""Every model of the app, so that Django finds them."""

from policies.documents.models import PolicyDocument

__all__ = ["PolicyDocument"]
