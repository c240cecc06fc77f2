"""Labels of the table that government sites set above a document, and the values beside them (rules.md §4.3)."""

import re
from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import Final, TypeAlias


class Field(StrEnum):
    """What a label announces; the value is the label as we write it."""

    INDEX_NUMBER = "索引号"
    REGISTER_NUMBER = "统一登记号"
    SUBJECT = "主题分类"
    GENRE = "公文种类"
    ISSUER = "发文机关"
    TITLE = "标题"
    DOCUMENT_NUMBER = "发文字号"
    COMPOSED_ON = "成文日期"
    PUBLISHED_ON = "发布日期"
    EFFECTIVE_ON = "施行日期"
    VALIDITY = "有效性"
    KEYWORDS = "主题词"
    ATTRIBUTE = "公开方式"
    SECRECY = "密级"
    SOURCE = "来源"
    OTHER = "其他"


Pair: TypeAlias = tuple[Field, str]

_NAMES: Final[dict[Field, str]] = {
    Field.INDEX_NUMBER: "索引号 信息索引号",
    Field.REGISTER_NUMBER: "统一登记号 统一编号 规范性文件登记号 规范性文件统一登记号 规范性文件编号 登记号",
    Field.SUBJECT: "主题分类 主题类别 信息分类 所属主题 分类",
    Field.GENRE: "公文种类 体裁分类 体裁 文种 公文类型",
    Field.ISSUER: "发文机关 制发机关 发文单位 制发单位 发布机构 发布机关 发布单位 公开机关 公开主体 颁布单位",
    Field.TITLE: "标题 名称 信息名称 文件名称 公文名称 文件标题 信息标题",
    Field.DOCUMENT_NUMBER: "发文字号 文号 公文文号 发文文号 文件编号 文件文号",
    Field.COMPOSED_ON: "成文日期 成文时间 生成日期 生成时间 发文日期 发文时间 形成日期 制发日期",
    Field.PUBLISHED_ON: "发布日期 发布时间 公开日期 公开时间 公布日期 发稿时间",
    Field.EFFECTIVE_ON: "施行日期 生效日期 实施日期 施行时间 生效时间 实施时间",
    Field.VALIDITY: "有效性 时效性 效力状态 效力状况 公文时效 有效状态 时效状态 是否有效 文件状态",
    Field.KEYWORDS: "主题词 关键词 关键字",
    Field.ATTRIBUTE: "公开方式 公开属性 公开类别 公开类型",
    Field.SECRECY: "密级",
    Field.SOURCE: "来源 信息来源 文章来源 稿件来源",
    Field.OTHER: (
        "组配分类 公开形式 公开时限 公开范围 公开程序 公开责任部门 内容概述 信息概述 文件下载 服务对象 服务对象分类 "
        "信息类别 信息格式 载体类型 记录形式 语种 有效期 失效日期 失效时间 废止日期 废止时间 责任编辑 编辑 作者 "
        "浏览量 浏览次数 浏览数 访问量 访问次数 点击量 点击数 点击次数 阅读量 阅读次数 阅读数 字号 字体 字体大小 "
        "视力保护色 分享 分享到 更新日期 更新时间"
    ),
}
_FIELDS: Final = {name: field for field, names in _NAMES.items() for name in names.split()}
# Two of these near each other are a table of metadata; 来源 or 字号 alone may be anything.
DISTINCTIVE: Final = frozenset(Field) - {Field.OTHER, Field.SOURCE, Field.SECRECY, Field.GENRE}

_LONGEST_LINE: Final = 1000
_BLANKS = re.compile(r"\s+")
_DECORATION: Final = " \t\u3000\xa0|｜;；,，、·•[]【】"
# Pages space the letters of a label out: 索 引 号.
_SPELLED = "|".join(r"\s*".join(name) for name in sorted(_FIELDS, key=len, reverse=True))
_LABEL = re.compile(rf"(?:^|(?<=[\s|｜;；,，\]】]))[【\[]?(?P<name>{_SPELLED})\s*(?:[】\]]\s*[:：]?|[:：])")


def read_labels(line: str) -> list[Pair]:
    """Return the pairs of a line that begins with a label, with empty values kept; empty for any other line.

    Cells of a table row are separated by tabs; there a label needs no colon.
    """
    if len(line) > _LONGEST_LINE:
        return []
    if "\t" in line:
        return list(_pairs_of_cells([cell.strip(_DECORATION) for cell in line.split("\t")]))
    return _pairs_of_text(line.strip(" \t\u3000\xa0"))


def _pairs_of_text(text: str) -> list[Pair]:
    found = list(_LABEL.finditer(text))
    if not found or found[0].start():
        return []
    ends = [match.start() for match in found[1:]] + [len(text)]
    return [
        (_field(match["name"]), text[match.end() : end].strip(_DECORATION))
        for match, end in zip(found, ends, strict=True)
    ]


def _pairs_of_cells(cells: Sequence[str]) -> Iterator[Pair]:
    """Yield the pairs of a row: a label and its value in one cell or in two; nothing when it begins otherwise."""
    waiting: Field | None = None
    for place, cell in enumerate(cells):
        bare = _BLANKS.sub("", cell).rstrip(":：")
        if bare in _FIELDS:
            if waiting is not None:
                yield waiting, ""
            waiting = _FIELDS[bare]
        elif waiting is not None:
            yield waiting, cell
            waiting = None
        elif pairs := _pairs_of_text(cell):
            yield from pairs
        elif place == 0:
            return
    if waiting is not None:
        yield waiting, ""


def _field(name: str) -> Field:
    return _FIELDS[_BLANKS.sub("", name)]
