"""Names of issuers as sources write them, and the organs they stand for; foreign organs are made on demand."""

import re
from collections.abc import Iterable, Sequence
from importlib import import_module
from typing import Final

from django.utils.text import slugify

from disclosure.organs.enums import OrganKind
from disclosure.organs.models import Organ
from zhifu_portal.kernel.chinese.issuer_names import canonical_issuer

MAX_NAME: Final = 120
MAX_SLUG: Final = 60
_SEPARATOR: Final = re.compile(r"[、，,；;\s]+")
# Organs of the state that sources run together without a mark; those already known here are added to them.
_STATE_ORGANS: Final = frozenset(
    {
        "全国人民代表大会",
        "全国人民代表大会常务委员会",
        "国务院",
        "国务院办公厅",
        "中共中央",
        "中共中央办公厅",
        "中央军事委员会",
        "中央军委办公厅",
        "最高人民法院",
        "最高人民检察院",
        "公安部",
        "国家安全部",
        "司法部",
        "民政部",
        "财政部",
        "教育部",
        "监察部",
        "人力资源社会保障部",
        "自然资源部",
        "生态环境部",
        "农业农村部",
        "商务部",
        "交通运输部",
        "国家发展和改革委员会",
        "国家卫生健康委员会",
        "国家市场监督管理总局",
        "国家税务总局",
        "海关总署",
        "中国人民银行",
    }
)


def split_issuers(written: str, *, known: Iterable[str] = ()) -> list[str]:
    """Return the issuers of a joint document, the lead organ first.

    They are parted at 、 and blanks; names that run together (最高人民法院最高人民检察院) where both are known.
    """
    names = frozenset(known) | _STATE_ORGANS
    parts = [canonical_issuer(part) for part in _SEPARATOR.split(written) if part]
    return list(dict.fromkeys(name for part in parts for name in _segmented(part, names)))


def _segmented(text: str, names: frozenset[str]) -> list[str]:
    """Cut a text into known names; the whole text when it is a name itself or cannot be cut without a rest."""
    if text in names:
        return [text]
    best: dict[int, list[str]] = {0: []}
    for end in range(1, len(text) + 1):
        for start in [start for start in best if text[start:end] in names]:
            cut = [*best[start], text[start:end]]
            if end not in best or len(cut) < len(best[end]):
                best[end] = cut
    return best.get(len(text)) or [text]


class IssuerDirectory:
    """The organs by name, read once for a run; use it inside the transaction that refers to the organs."""

    def __init__(self, *, is_dry_run: bool = False) -> None:
        self._is_dry_run = is_dry_run
        self._organs: dict[str, Organ] = {}
        self._new: list[str] = []
        for organ in Organ.objects.only("pk", "name", "short_name", "is_foreign", "code", "slug"):
            self._organs[organ.name] = organ
            if organ.short_name:
                self._organs.setdefault(organ.short_name, organ)

    def settle(self, *, kept: bool) -> None:
        """Tell what became of the transaction: organs made in one that was rolled back are gone."""
        if not kept:
            for name in self._new:
                del self._organs[name]
        self._new.clear()

    def names_in(self, written: str) -> list[str]:
        """Return the names of the issuers, lead organ first."""
        return split_issuers(written, known=self._organs)

    def organs_for(self, written: str) -> list[Organ]:
        """Return the organs named, lead organ first, making foreign ones that are not known yet; empty for no name."""
        organs = [self._organ(name) for name in self.names_in(written)]
        # A name and its short form are one organ.
        return list({id(organ): organ for organ in organs}.values())

    def _organ(self, name: str) -> Organ:
        organ = self._organs.get(name)
        if organ is None:
            organ = Organ(name=name[:MAX_NAME], slug=_unique_slug(name), kind=OrganKind.SUPERIOR, is_foreign=True)
            if not self._is_dry_run:
                organ.save()
            self._organs[name] = organ
            self._new.append(name)
        return organ


def names_too_long(names: Sequence[str]) -> list[str]:
    """Return the names that cannot be the name of one organ."""
    return [name for name in names if len(name) > MAX_NAME]


def _unique_slug(name: str) -> str:
    """Return a slug that no organ has: the initials of the pinyin, 最高人民法院 → zgrmfy."""
    # Its dictionary takes 60 MB, which a web worker that never meets a new issuer should not hold.
    pinyin = import_module("pypinyin")
    initials = pinyin.lazy_pinyin(name, style=pinyin.Style.FIRST_LETTER)
    stem = slugify("".join(initials))[: MAX_SLUG - 5].strip("-") or "organ"
    taken = set(Organ.objects.filter(slug__startswith=stem).values_list("slug", flat=True))
    candidates = (stem if number == 1 else f"{stem}-{number}" for number in range(1, len(taken) + 2))
    return next(slug for slug in candidates if slug not in taken)
