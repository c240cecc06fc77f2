"""One piece of hidden content, and the list that stays bounded however much of it a file holds."""

import hashlib
from collections import Counter
from dataclasses import dataclass
from enum import StrEnum

from zhifu_portal.kernel.files.extracted import flatten

MAX_EXCERPT = 200
MAX_LISTED_PER_KIND = 100


class HiddenKind(StrEnum):
    """What hides the content."""

    ROWS = "rows"
    COLUMNS = "columns"
    SHEET = "sheet"
    NAME = "name"
    PIVOT = "pivot"
    LINK = "link"
    TEXT = "text"
    LAYER = "layer"
    COMMENT = "comment"
    CHANGE = "change"
    VERSION = "version"
    PROPERTY = "property"

    @property
    def label(self) -> str:
        """The kind in Chinese, for those who decide about it."""
        return _LABELS[self]


_LABELS = {
    HiddenKind.ROWS: "隐藏的行",
    HiddenKind.COLUMNS: "隐藏的列",
    HiddenKind.SHEET: "隐藏的工作表",
    HiddenKind.NAME: "隐藏的名称",
    HiddenKind.PIVOT: "数据透视表缓存",
    HiddenKind.LINK: "外部链接",
    HiddenKind.TEXT: "隐藏的文字",
    HiddenKind.LAYER: "隐藏的图层",
    HiddenKind.COMMENT: "批注",
    HiddenKind.CHANGE: "修订记录",
    HiddenKind.VERSION: "历史版本",
    HiddenKind.PROPERTY: "文件属性",
}


@dataclass(frozen=True)
class HiddenContent:
    """Content that readers do not see when they open the file.

    `place` says in Chinese where to look; `excerpt` is its beginning as it stands in the file, one line of at most
    200 characters, unmasked; `digest` is the SHA-256 of the whole content, which tells two alike beginnings apart.
    """

    kind: HiddenKind
    place: str
    excerpt: str = ""
    digest: str = ""


class HiddenList:
    """Collects hidden content; beyond a limit for each kind it counts and says how much more there is."""

    def __init__(self) -> None:
        self._found: list[HiddenContent] = []
        self._counts: Counter[HiddenKind] = Counter()

    def add(self, kind: HiddenKind, place: str, content: str) -> None:
        """Take one piece of content."""
        self._counts[kind] += 1
        if self._counts[kind] <= MAX_LISTED_PER_KIND:
            digest = hashlib.sha256(content.encode(errors="replace")).hexdigest()
            # The beginning is all that is shown: flattening megabytes for it would be wasted.
            excerpt = flatten(content[: 4 * MAX_EXCERPT])[:MAX_EXCERPT]
            self._found.append(HiddenContent(kind, flatten(place)[:MAX_EXCERPT], excerpt, digest))

    def listed(self) -> list[HiddenContent]:
        """Return what was found in its order, then one line for each kind of which there is more."""
        more = [
            HiddenContent(kind, f"另有 {count - MAX_LISTED_PER_KIND} 处未逐一列出")
            for kind, count in self._counts.items()
            if count > MAX_LISTED_PER_KIND
        ]
        return [*self._found, *more]
