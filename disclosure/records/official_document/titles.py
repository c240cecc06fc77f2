"""What a title says: genre 体裁 by its ending, the organ before 关于, the document it issues or forwards."""

import re
import unicodedata
from collections.abc import Iterable
from typing import Final

from disclosure.records.official_document.characters import without_blanks
from disclosure.records.official_document.names import split_organ_names

# 党政机关公文处理工作条例第八条: fifteen genres (rules.md §14.4); the ending may be a compound (复函, 会议纪要).
_GENRES: Final = "决议|决定|命令|公报|公告|通告|意见|通知|通报|报告|请示|批复|议案|函|纪要"
_OTHER_ENDINGS: Final = (
    "令|办法|条例|规定|细则|规则|方案|要点|计划|规划|预案|措施|制度|章程|规程|标准|指南|清单|目录|名单|名册|一览表|"
    "申请表|登记表|统计表|汇总表|分工表|台账|说明|解读|总结|规范|准则|守则|指引|政策|流程图|责任书|协议书|承诺书|"
    "倡议书|决算|预算|解释|批示|答复|纲要|公示|任务|举措"
)
_TRAILING_BRACKETS = re.compile(r"(?:[（(〔\[][^（）()〔〕\[\]]{1,20}[）)〕\]])+$")
_ENDING = re.compile(f"(?:{_GENRES}|{_OTHER_ENDINGS})$")
_GENRE = re.compile(f"(?:{_GENRES})$")
_ISSUED = re.compile(r"(?:印发|公布|发布|下发|颁布|修订印发|重新印发)(?P<title>.+?)的(?:通知|命令|决定|公告|通告|函)$")
_FORWARDED = re.compile(r"(?:批转|转发)(?P<title>.+?)的?(?:通知|函)$")
_ANNOUNCES = re.compile("现(?:予以?)?(?:印发|公布|发布|转发)|印发给你们")
_QUOTED = re.compile("《([^《》]{4,80})》")
_NOT_A_WORD = re.compile(r"[\W_]+")
_INNER_ENDING = re.compile(r"(?:通知|意见|报告|请示|批复|函|决定)$")


def bare_title(text: str) -> str:
    """Title without blanks and without a trailing bracket such as （试行）."""
    return _TRAILING_BRACKETS.sub("", without_blanks(text))


def title_key(text: str) -> str:
    """Key under which two spellings of one title are equal: its words alone, whatever brackets, dashes and blanks."""
    return _NOT_A_WORD.sub("", unicodedata.normalize("NFKC", text))


def ends_as_title(text: str) -> bool:
    """Say whether the text ends as titles do: with one of the fifteen genres or with 办法, 方案, 要点 …"""
    return _ENDING.search(bare_title(text)) is not None


def genre_of(title: str) -> str:
    """Genre by the title's ending (会议纪要 → 纪要, 复函 → 函, 人民政府令 → 命令); empty when it ends otherwise."""
    bare = bare_title(title)
    if bare.endswith("令"):
        return "命令"
    found = _GENRE.search(bare)
    return found.group() if found else ""


def organ_in_title(title: str) -> str:
    """What stands before 关于, 转发 or 批转; empty when the title does not begin with an organ."""
    before = re.split(r"关于|转发|批转|印发", title, maxsplit=1)[0]
    return before.strip() if len(before) < len(title) else ""


def organs_in_title(title: str) -> list[str]:
    """Organs named at the start of the title, one or several."""
    return split_organ_names(organ_in_title(title))


def issued_title(title: str) -> str:
    """Title of the document that a 印发…的通知 carries; empty for other titles."""
    found = _ISSUED.search(bare_title(title))
    return without_title_marks(found["title"]) if found else ""


def forwarded_title(title: str) -> str:
    """Title of the document that a 转发 or 批转 notice passes on; empty for other titles."""
    bare = bare_title(title)
    found = _FORWARDED.search(bare)
    if found is None:
        return ""
    inner = without_title_marks(found["title"])
    return inner if _INNER_ENDING.search(inner) or "关于" not in inner else inner + "的通知"


def announced_titles(texts: Iterable[str]) -> list[str]:
    """Titles quoted where the text says that it issues something: 《甲规定》和《乙规定》已经同意，现印发给你们."""
    return [without_blanks(title) for text in texts if _ANNOUNCES.search(text) for title in _QUOTED.findall(text)]


def without_title_marks(text: str) -> str:
    """Drop 《》 around the whole text and blanks inside it."""
    bare = without_blanks(text)
    return bare[1:-1] if bare.startswith("《") and bare.find("》") == len(bare) - 1 else bare
