"""What every installation starts with: the official topic tree and the skeleton of the catalog, as data.

Topics: the tree of 主题分类 used by the State Council's library of policy documents, 22 top classes (rules.md §4.4).
Catalog: the four parts of a disclosure platform and the common second level of 法定主动公开内容 (rules.md §4.1);
every item of 条例第二十条 and 第二十一条 has at least one entry. Staff change both afterwards.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from disclosure.catalog.enums import PlatformPart, StatutoryItem


@dataclass(frozen=True)
class OfficialTopic:
    """A class of the official tree; `slug` is unique in the whole tree."""

    slug: str
    name: str
    children: tuple["OfficialTopic", ...] = ()
    is_visible: bool = True


@dataclass(frozen=True)
class OfficialEntry:
    """An entry of the catalog; one outside 法定主动公开内容 has no item."""

    slug: str
    name: str
    item: StatutoryItem | None = None
    children: tuple["OfficialEntry", ...] = ()
    part: PlatformPart = PlatformPart.STATUTORY
    description: str = ""


def _pairs(text: str) -> list[list[str]]:
    """Read `slug name; slug name; …`."""
    return [pair.split() for pair in text.split(";") if pair.strip()]


def _topic(slug: str, name: str, children: str = "", *, is_visible: bool = True) -> OfficialTopic:
    """Build a top class; the slugs of its children are put behind its own."""
    below = tuple(OfficialTopic(f"{slug}-{child_slug}", child_name) for child_slug, child_name in _pairs(children))
    return OfficialTopic(slug, name, below, is_visible)


# A district has no State Council, no Hong Kong and Taiwan affairs and no defence of its own: hidden, not left out.
OFFICIAL_TOPICS: Final[tuple[OfficialTopic, ...]] = (
    _topic(
        "state-council",
        "国务院组织机构",
        "council 国务院; general-office 国务院办公厅; departments 国务院组成部门; "
        "special-organs 国务院直属特设机构; direct-organs 国务院直属机构; "
        "working-organs 国务院办事机构; institutions 国务院直属事业单位; bureaus 国务院部委管理的国家局; "
        "coordination 国务院议事协调机构; other 其他",
        is_visible=False,
    ),
    _topic(
        "general-affairs",
        "综合政务",
        "open-government 政务公开; supervision 政务督查; emergency 应急管理; "
        "e-government 电子政务; documents 文秘工作; secrecy 保密工作; petitions 信访; "
        "counsellors 参事、文史; other 其他",
    ),
    _topic(
        "economy",
        "国民经济管理、国有资产监管",
        "macro-economy 宏观经济; reform 经济体制改革; statistics 统计; prices 物价; "
        "state-assets 国有资产监管; major-projects 重大建设项目; other 其他",
    ),
    _topic(
        "finance-audit",
        "财政、金融、审计",
        "finance 财政; taxation 税务; banks 银行; currency 货币（含外汇）; securities 证券; "
        "insurance 保险; social-credit 社会信用体系建设; audit 审计; other 其他",
    ),
    _topic(
        "land-energy",
        "国土资源、能源",
        "land 土地; minerals 矿产; water 水资源; sea 海洋; coal 煤炭; oil-gas 石油与天然气; "
        "electricity 电力; other 其他",
    ),
    _topic(
        "agriculture",
        "农业、林业、水利",
        "farming 农业、畜牧业、渔业; forestry 林业; waterworks 水利; other 其他",
    ),
    _topic(
        "industry-transport",
        "工业、交通",
        "machinery 机械制造与重工业; textiles 轻工纺织; chemicals 化工; "
        "defence-industry 国防工业; aerospace 航天、航空; information 信息产业（含电信）; "
        "roads 公路; shipping 水运; railways 铁路; aviation 民航; post 邮政; other 其他",
    ),
    _topic(
        "trade-tourism",
        "商贸、海关、旅游",
        "foreign-trade 对外经贸合作; domestic-trade 国内贸易（含供销）; customs 海关; "
        "inspection 检验、检疫; tourism 旅游; other 其他",
    ),
    _topic(
        "market-safety",
        "市场监管、安全生产监管",
        "commerce 工商; quality 质量监督; standards 标准; food-drugs 食品药品监管; "
        "work-safety 安全生产监管; other 其他",
    ),
    _topic(
        "construction-environment",
        "城乡建设、环境保护",
        "planning 城市规划; housing 城乡建设（含住房）; environment 环境监测、保护与治理; "
        "conservation 节能与资源综合利用; surveying 气象、水文、测绘、地震; other 其他",
    ),
    _topic(
        "science-education",
        "科技、教育",
        "science 科技; education 教育; intellectual-property 知识产权; other 其他",
    ),
    _topic(
        "culture-media",
        "文化、广电、新闻出版",
        "culture 文化; relics 文物; publishing 新闻出版; broadcasting 广播、电影、电视; other 其他",
    ),
    _topic(
        "health-sports",
        "卫生、体育",
        "health 卫生; medicine 医药管理; sports 体育; other 其他",
    ),
    _topic(
        "population",
        "人口与计划生育、妇女儿童工作",
        "family-planning 人口与计划生育; women-children 妇女儿童; other 其他",
    ),
    _topic(
        "labour-personnel",
        "劳动、人事、监察",
        "employment 劳动就业; social-security 社会保障; personnel 人事工作; veterans 军转安置; "
        "supervision 监察; conduct 纠正行业不正之风; other 其他",
    ),
    _topic(
        "justice-security",
        "公安、安全、司法",
        "police 公安; state-security 国家安全; justice 司法; other 其他",
    ),
    _topic(
        "civil-relief",
        "民政、扶贫、救灾",
        "disaster-relief 减灾救灾; preferential-care 优抚安置; welfare 社会福利; "
        "place-names 行政区划与地名; associations 社团管理; poverty-relief 扶贫; other 其他",
    ),
    _topic("ethnic-religious", "民族、宗教", "ethnic 民族事务; religious 宗教事务"),
    _topic("foreign-affairs", "对外事务", "diplomacy 外交、外事; treaties 国际条约、国际组织; other 其他"),
    _topic(
        "hmt-overseas",
        "港澳台侨工作",
        "hong-kong-macao 港澳工作; taiwan 对台工作; overseas 侨务工作",
        is_visible=False,
    ),
    _topic("defence", "国防", "building 国防建设; mobilisation 国防动员", is_visible=False),
    _topic("other", "其他"),
)


def _entry(slug: str, name: str, item: StatutoryItem, children: str = "", description: str = "") -> OfficialEntry:
    """Build an entry of 法定主动公开内容; its children fulfil the same item."""
    below = tuple(OfficialEntry(child_slug, child_name, item) for child_slug, child_name in _pairs(children))
    return OfficialEntry(slug, name, item, below, description=description)


def _part(slug: str, part: PlatformPart, description: str) -> OfficialEntry:
    return OfficialEntry(slug, str(part.label), part=part, description=description)


OFFICIAL_CATALOG: Final[tuple[OfficialEntry, ...]] = (
    _part("guide", PlatformPart.GUIDE, "本机关政府信息公开指南的各个版本"),
    _part("institutions", PlatformPart.INSTITUTION, "政府信息公开的法律、法规和工作制度"),
    _part("annual-reports", PlatformPart.ANNUAL_REPORT, "政府信息公开工作年度报告"),
    _entry("legal-basis", "履职依据", StatutoryItem.ITEM_1, description="行政法规、规章和其他履职依据"),
    _entry(
        "functions",
        "机构职能",
        StatutoryItem.ITEM_2,
        "organ-profile 机构简介; leaders 领导信息; internal-units 内设机构; subordinate-units 下属单位",
    ),
    _entry(
        "policy-documents",
        "政策文件",
        StatutoryItem.ITEM_1,
        "normative-documents 行政规范性文件; other-documents 其他文件; interpretations 政策解读",
    ),
    _entry("plans", "规划信息", StatutoryItem.ITEM_3),
    _entry("statistics", "统计信息", StatutoryItem.ITEM_4),
    _entry("licences", "行政许可", StatutoryItem.ITEM_5),
    _entry("public-services", "其他对外管理服务", StatutoryItem.ITEM_5),
    _entry("penalties", "行政处罚", StatutoryItem.ITEM_6),
    _entry("coercion", "行政强制", StatutoryItem.ITEM_6),
    _entry(
        "budgets",
        "财政预决算",
        StatutoryItem.ITEM_7,
        "government-budgets 政府预决算; department-budgets 部门预决算",
    ),
    _entry("fees", "行政事业性收费", StatutoryItem.ITEM_8),
    _entry("procurement", "政府集中采购", StatutoryItem.ITEM_9),
    _entry("major-projects", "重大建设项目", StatutoryItem.ITEM_10),
    _entry(
        "livelihood",
        "重大民生",
        StatutoryItem.ITEM_11,
        "poverty-relief 扶贫; education 教育; medical-care 医疗; social-security 社会保障; jobs 促进就业",
    ),
    _entry(
        "emergencies",
        "应急管理",
        StatutoryItem.ITEM_12,
        "emergency-plans 应急预案; emergency-warnings 预警信息; emergency-responses 应对情况",
    ),
    _entry(
        "inspections",
        "监督检查",
        StatutoryItem.ITEM_13,
        "environment-inspections 环境保护; health-inspections 公共卫生; safety-inspections 安全生产; "
        "food-drug-inspections 食品药品; quality-inspections 产品质量; other-inspections 其他监督检查",
    ),
    _entry("recruitment", "招考录用", StatutoryItem.ITEM_14),
    _entry("proposals", "建议提案办理", StatutoryItem.ITEM_15),
    _entry("major-decisions", "重大行政决策", StatutoryItem.ITEM_15),
    _entry("meetings", "会议公开", StatutoryItem.ITEM_15),
    _entry("other-statutory", "其他法定信息", StatutoryItem.ITEM_15),
    _entry(
        "local-affairs",
        "基层和公共服务",
        StatutoryItem.ARTICLE_21,
        "municipal-works 市政建设; community-services 公共服务; public-welfare 公益事业; land-acquisition 土地征收; "
        "house-expropriation 房屋征收; public-order 治安管理; social-assistance 社会救助",
        description="《条例》第二十一条规定的信息",
    ),
)


def all_topics() -> Iterator[OfficialTopic]:
    """Yield every class of the tree, parents first."""
    for topic in OFFICIAL_TOPICS:
        yield topic
        yield from topic.children


def all_entries() -> Iterator[OfficialEntry]:
    """Yield every entry of the catalog, parents first."""
    for entry in OFFICIAL_CATALOG:
        yield entry
        yield from entry.children
