"""What a file carries without showing it: hidden cells and text, comments, tracked changes, people in its properties.

Public names: find_hidden_content, HiddenContent, HiddenKind. The modules behind them may change.
"""

from zhifu_portal.kernel.files.hidden.content import HiddenContent, HiddenKind
from zhifu_portal.kernel.files.hidden.detection import find_hidden_content

__all__ = ["HiddenContent", "HiddenKind", "find_hidden_content"]
