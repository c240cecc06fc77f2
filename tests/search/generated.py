"""Entries made up for the tests, and a source in memory that holds them."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime

from zhifu_portal.search.entries import Entry

_PLACES = "向阳街道 东山街道 毓璜顶街道 通伸街道 凤凰台街道 奇山街道".split()
_MATTERS = "老旧小区改造 垃圾分类 养老服务 招生片区 停车管理 供热保障 渔港管理".split()
_FORMS = "实施方案 管理办法 通知 意见 公告".split()


def make_entry(number: int = 1, /, **changes: object) -> Entry:
    """Return an entry that is complete; the number decides its words."""
    place, matter, form = (words[number % len(words)] for words in (_PLACES, _MATTERS, _FORMS))
    entry = Entry(
        key=f"note:{number}",
        kind="note",
        title=f"{place}{matter}{form}",
        url=f"/notes/{number}/",
        published_at=datetime(2022, 6, 1, 9, number % 60, tzinfo=UTC),
        number=f"烟芝试〔2022〕{number}号",
        body=f"第一条 为了做好{matter}工作，制定本{form}。\n第二条 本{form}适用于{place}辖区。",
        organ=f"芝罘区{place}办事处",
        organ_id=str(number % len(_PLACES)),
        topics=(matter,),
        genre=form,
        validity="有效",
        issued_on=date(2015 + number % 8, 3, 1 + number % 28),
        external_id=f"x{number}",
    )
    return replace(entry, **changes)


class MemorySource:
    """What an app would have in its tables: entries that are public while they are in `entries`."""

    prefix = "note"

    def __init__(self) -> None:
        self.entries: dict[str, Entry] = {}

    def put(self, *entries: Entry) -> None:
        self.entries.update({entry.key.partition(":")[2]: entry for entry in entries})

    def load(self, ids: Sequence[str]) -> list[Entry]:
        return [self.entries[own_id] for own_id in ids if own_id in self.entries]

    def all_ids(self) -> Iterator[str]:
        return iter(list(self.entries))
