"""The guide and the entries of the platform as plain values."""

from typing import Any

from django.urls import reverse
from django.utils.html import linebreaks
from django.utils.safestring import SafeString

from disclosure.catalog.enums import PlatformPart
from disclosure.organs.models import Organ

DEFAULT_SCOPE = (
    "主动公开的信息按公开目录和主题分类编排，每条信息有唯一的索引号，注明发文机关、发文字号、成文日期和发布日期。"
)
DEFAULT_ACCESS = (
    "主动公开的信息可以在本网站查阅、检索、下载，也可以到国家档案馆、公共图书馆和政务服务场所的查阅点查阅。"
)


def platform_parts(organ: Organ | None) -> list[dict[str, Any]]:
    """Return the four first-level entries of a platform, in their fixed order (rules.md §4.1)."""
    suffix = f"?organ={organ.slug}" if organ else ""
    guide = reverse("platform:guide", args=[organ.slug]) if organ else reverse("platform:guides")
    return [
        _entry(PlatformPart.GUIDE, guide, "怎样查、怎样申请，向谁咨询", "info"),
        _entry(
            PlatformPart.INSTITUTION, reverse("platform:institutions") + suffix, "信息公开依据的法规和制度", "scale"
        ),
        _entry(PlatformPart.STATUTORY, reverse("platform:catalog") + suffix, "依法应当主动公开的信息", "list"),
        _entry(
            PlatformPart.ANNUAL_REPORT, reverse("platform:annual_reports") + suffix, "每年的信息公开工作报告", "report"
        ),
    ]


def _entry(part: PlatformPart, url: str, description: str, icon: str) -> dict[str, Any]:
    return {"label": part.label, "url": url, "description": description, "icon": icon}


def contacts_of(organ: Organ) -> list[tuple[str, str]]:
    """Return the contact rows of the guide (条例第十二条); an empty value is shown as still to be given."""
    return [
        ("工作机构名称", organ.disclosure_unit),
        ("办公地址", organ.address),
        ("办公时间", organ.office_hours),
        ("联系电话", organ.phone),
        ("传真号码", organ.fax),
        ("电子邮箱", organ.email),
        ("邮政编码", organ.postal_code),
        ("互联网联系方式", organ.website),
    ]


def guide_sections(organ: Organ) -> list[tuple[str, SafeString]]:
    """Return the text of the guide: classification, arrangement and access (条例第十二条)."""
    sections = [
        ("一、政府信息的分类和编排体系", organ.guide_scope or DEFAULT_SCOPE),
        ("二、政府信息的获取方式", organ.guide_access or DEFAULT_ACCESS),
        ("三、政府信息公开工作机构", f"{organ.name}的政府信息公开工作机构及联系方式见下表。"),
    ]
    return [(heading, SafeString(linebreaks(text, autoescape=True))) for heading, text in sections]
