"""What every installation starts with: the exemption grounds of the regulation and its special time limits.

Rows of law are effective-dated data (rules.md §0.3, §1.3, §1.11): staff end one and begin another, none is rewritten.
"""

from dataclasses import dataclass
from datetime import date
from typing import Final

from disclosure.records.enums import GroundForce, LimitUnit

# 国令第711号, 2019-05-15 施行
REGULATION_EFFECTIVE_ON: Final = date(2019, 5, 15)

ARTICLE_14: Final = (
    "依法确定为国家秘密的政府信息，法律、行政法规禁止公开的政府信息，以及公开后可能危及国家安全、公共安全、经济安全、"
    "社会稳定的政府信息，不予公开。"
)
ARTICLE_15: Final = (
    "涉及商业秘密、个人隐私等公开会对第三方合法权益造成损害的政府信息，行政机关不得公开。但是，第三方同意公开或者行政机关"
    "认为不公开会对公共利益造成重大影响的，予以公开。"
)
ARTICLE_16_1: Final = "行政机关的内部事务信息，包括人事管理、后勤管理、内部工作流程等方面的信息，可以不予公开。"
ARTICLE_16_2: Final = (
    "行政机关在履行行政管理职能过程中形成的讨论记录、过程稿、磋商信函、请示报告等过程性信息以及行政执法案卷信息，"
    "可以不予公开。法律、法规、规章规定上述信息应当公开的，从其规定。"
)


@dataclass(frozen=True)
class OfficialGround:
    """One exemption ground as the regulation words it."""

    code: str
    name: str
    article: str
    text: str
    force: GroundForce
    effective_on: date = REGULATION_EFFECTIVE_ON


@dataclass(frozen=True)
class OfficialLimit:
    """One time limit other than twenty working days; `entries` are slugs of the official catalog it goes with."""

    code: str
    subject: str
    amount: int
    unit: LimitUnit
    starts_from: str
    basis: str
    entries: tuple[str, ...] = ()
    effective_on: date = REGULATION_EFFECTIVE_ON


OFFICIAL_GROUNDS: Final = (
    OfficialGround("E14-1", "国家秘密", "第十四条", ARTICLE_14, GroundForce.MUST),
    OfficialGround("E14-2", "法律、行政法规禁止公开", "第十四条", ARTICLE_14, GroundForce.MUST),
    OfficialGround(
        "E14-3", "公开后可能危及国家安全、公共安全、经济安全、社会稳定", "第十四条", ARTICLE_14, GroundForce.MUST
    ),
    OfficialGround(
        "E15",
        "商业秘密、个人隐私等公开会对第三方合法权益造成损害",
        "第十五条",
        ARTICLE_15,
        GroundForce.CONSENT,
    ),
    OfficialGround("E16-1", "行政机关的内部事务信息", "第十六条第一款", ARTICLE_16_1, GroundForce.MAY),
    OfficialGround(
        "E16-2",
        "讨论记录、过程稿、磋商信函、请示报告等过程性信息",
        "第十六条第二款",
        ARTICLE_16_2,
        GroundForce.MAY,
    ),
    OfficialGround("E16-3", "行政执法案卷信息", "第十六条第二款", ARTICLE_16_2, GroundForce.MAY),
)

OFFICIAL_LIMITS: Final = (
    OfficialLimit(
        "budget",
        "政府预算、预算调整、决算、预算执行情况的报告及报表",
        20,
        LimitUnit.DAYS,
        "批准之日",
        "《中华人民共和国预算法》第十四条",
        ("government-budgets",),
    ),
    OfficialLimit(
        "department-budget",
        "部门预算、决算及报表",
        20,
        LimitUnit.DAYS,
        "批复之日",
        "《中华人民共和国预算法》第十四条",
        ("department-budgets",),
    ),
    OfficialLimit(
        "licence", "行政许可决定", 7, LimitUnit.WORKDAYS, "作出决定之日", "国办发〔2018〕118号", ("licences",)
    ),
    OfficialLimit(
        "penalty", "行政处罚决定", 7, LimitUnit.WORKDAYS, "作出决定之日", "国办发〔2018〕118号", ("penalties",)
    ),
    OfficialLimit(
        "enforcement",
        "行政检查、行政强制等其他行政执法决定信息",
        20,
        LimitUnit.WORKDAYS,
        "作出决定之日",
        "国办发〔2018〕118号",
        ("coercion", "inspections"),
    ),
    # Without an entry: no entry of the catalog holds such texts alone, so it is chosen by hand.
    OfficialLimit(
        "penalty-revoked",
        "公开的行政处罚决定被变更、撤销、确认违法或者无效",
        3,
        LimitUnit.DAYS,
        "作出之日",
        "《中华人民共和国行政处罚法》第四十八条",
        effective_on=date(2021, 7, 15),
    ),
    OfficialLimit(
        "land-notice",
        "征收土地公告",
        15,
        LimitUnit.WORKDAYS,
        "收到批准文件之日",
        "《中华人民共和国土地管理法实施条例》第三十一条",
        ("land-acquisition",),
        effective_on=date(2021, 9, 1),
    ),
    OfficialLimit(
        "bid-candidates",
        "中标候选人公示",
        3,
        LimitUnit.DAYS,
        "收到评标报告之日",
        "《中华人民共和国招标投标法实施条例》第五十四条",
    ),
    OfficialLimit(
        "procurement-result",
        "政府采购中标、成交结果",
        2,
        LimitUnit.WORKDAYS,
        "中标、成交供应商确定之日",
        "《中华人民共和国政府采购法实施条例》第四十三条",
        ("procurement",),
    ),
    OfficialLimit(
        "procurement-contract",
        "政府采购合同",
        2,
        LimitUnit.WORKDAYS,
        "合同签订之日",
        "《中华人民共和国政府采购法实施条例》第五十条",
        ("procurement",),
    ),
)
