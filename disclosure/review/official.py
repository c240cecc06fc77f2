"""The attribute rules every installation starts with: our own reading of rules.md §1.3–1.4; staff edit them.

Order matters: secrets first, then what the document itself says, then what its kind suggests. A mark gives the
attribute; for what is not open it does not give the ground, so such a proposal is never a clear case.
"""

from dataclasses import dataclass
from typing import Final

from disclosure.records.enums import Attribute, Genre

_INTERNAL: Final = "只用于机关内部管理，不对外产生影响，公开没有实际意义，且可能影响内部工作秩序。"
_CHECK_GROUND: Final = "请核对应当适用的具体情形后认定。"


@dataclass(frozen=True)
class OfficialRule:
    """One rule as it comes with the software; words separated by 顿号."""

    name: str
    sort_order: int
    attribute: Attribute
    reason: str
    ground: str = ""
    discretion_reason: str = ""
    genre: str = ""
    title_words: str = ""
    text_marks: str = ""
    cited_laws: str = ""
    is_clear: bool = False


OFFICIAL_RULES: Final = (
    OfficialRule(
        "标有密级",
        10,
        Attribute.WITHHELD,
        "公文标有密级，在依法解密之前属于国家秘密（《条例》第十四条）。请先核实是否已经解密。",
        ground="E14-1",
        text_marks="绝密、机密、秘密、绝密★、机密★、秘密★、密级：绝密、密级：机密、密级：秘密",
    ),
    OfficialRule(
        "标明不予公开",
        20,
        Attribute.WITHHELD,
        f"公文标明不予公开，没有写明适用的情形。{_CHECK_GROUND}",
        ground="E16-2",
        text_marks="此件不予公开、此件不公开、公开属性：不予公开、公开方式：不予公开、公开属性：不公开",
    ),
    OfficialRule(
        "标明依申请公开",
        30,
        Attribute.ON_REQUEST,
        f"公文标明依申请公开，没有写明适用的情形。{_CHECK_GROUND}",
        ground="E16-2",
        text_marks="此件依申请公开、公开属性：依申请公开、公开方式：依申请公开、公开选项：依申请公开",
    ),
    OfficialRule(
        "标明主动公开",
        40,
        Attribute.OPEN,
        "公文标明公开发布，制作时已经认定为主动公开。",
        text_marks="此件公开发布、此件主动公开、（此件公开）、公开属性：主动公开、公开方式：主动公开、公开选项：主动公开",
        is_clear=True,
    ),
    OfficialRule(
        "引用保密法律",
        50,
        Attribute.WITHHELD,
        "公文引用保密方面的法律法规，内容可能涉及国家秘密（《条例》第十四条）。请由保密工作机构核实。",
        ground="E14-1",
        cited_laws="保守国家秘密法、军事设施保护法、反间谍法",
    ),
    OfficialRule(
        "法定主动公开的报告",
        60,
        Attribute.OPEN,
        "属于《条例》第二十条规定主动公开的内容，或者依法向社会公布的年度报告。",
        title_words="政府工作报告、预算执行情况、决算报告、法治政府建设年度报告、信息公开工作年度报告、审计工作报告",
    ),
    OfficialRule(
        "公告",
        70,
        Attribute.OPEN,
        "公告向社会宣布重要事项，制作时就是公开的（《党政机关公文处理工作条例》第八条）。",
        genre=Genre.ANNOUNCEMENT,
        is_clear=True,
    ),
    OfficialRule(
        "通告",
        71,
        Attribute.OPEN,
        "通告在一定范围内公布应当遵守或者周知的事项，制作时就是公开的（《党政机关公文处理工作条例》第八条）。",
        genre=Genre.PUBLIC_NOTICE,
        is_clear=True,
    ),
    OfficialRule(
        "人事管理",
        80,
        Attribute.ON_REQUEST,
        "涉及人员任免、考核、奖惩等人事管理事项（《条例》第十六条第一款）。依法应当公示的除外。",
        ground="E16-1",
        title_words="任免、任职、免职、试用期、考核结果、年度考核、职称评审、工资、津贴补贴发放、离退休",
    ),
    OfficialRule(
        "后勤和内部工作",
        90,
        Attribute.WITHHELD,
        "属于机关后勤管理、内部工作流程方面的信息（《条例》第十六条第一款）。",
        ground="E16-1",
        discretion_reason=_INTERNAL,
        title_words="值班安排、值班表、考勤、请销假、办公用房调整、办公用品、公务用车管理、食堂、会务安排、座次",
        is_clear=True,
    ),
    OfficialRule(
        "执法案卷",
        100,
        Attribute.WITHHELD,
        "属于行政执法案卷信息（《条例》第十六条第二款）。依法应当公开的处罚、许可结果除外。",
        ground="E16-3",
        title_words="询问笔录、勘验笔录、现场检查笔录、立案审批表、调查终结报告、案件集体讨论、听证笔录",
    ),
    OfficialRule(
        "载有个人情况的名册",
        110,
        Attribute.WITHHELD,
        "名册载有个人情况，公开可能损害第三方合法权益（《条例》第十五条）。请核对是否依法应当公示，并征求第三方意见。",
        ground="E15",
        title_words="花名册、人员信息表、信访人、救助对象台账、联系方式表",
    ),
    OfficialRule(
        "请示",
        120,
        Attribute.WITHHELD,
        "请示是上下级之间商请决定的过程性信息（《条例》第十六条第二款）。",
        ground="E16-2",
        genre=Genre.REQUEST,
    ),
    OfficialRule(
        "报告",
        130,
        Attribute.ON_REQUEST,
        "报告是向上级汇报工作的过程性信息（《条例》第十六条第二款）。",
        ground="E16-2",
        genre=Genre.REPORT,
    ),
    OfficialRule(
        "函",
        140,
        Attribute.ON_REQUEST,
        "函是机关之间商洽、询问和答复的磋商信函（《条例》第十六条第二款）。",
        ground="E16-2",
        genre=Genre.LETTER,
    ),
    OfficialRule(
        "纪要",
        150,
        Attribute.ON_REQUEST,
        "纪要记载会议讨论情况，属于讨论记录（《条例》第十六条第二款）。议定事项应当公开的，另行公开。",
        ground="E16-2",
        genre=Genre.MINUTES,
    ),
    OfficialRule(
        "对外执行的规定",
        160,
        Attribute.OPEN,
        "标题表明是对外执行的规定、方案或者规划，属于《条例》第二十条规定主动公开的内容。",
        title_words="办法、规定、实施细则、实施方案、实施意见、规划、应急预案、工作要点、清单",
    ),
)
