"""Office Open XML packages (docx, xlsx): parts and their relationships, properties, and what may not be inside."""

import posixpath
import re
from dataclasses import dataclass
from zipfile import ZipFile

from zhifu_portal.kernel.files.archives import DAMAGED
from zhifu_portal.kernel.files.extracted import ExtractionRefused
from zhifu_portal.kernel.files.xml import attribute, local_name, stream_elements

EXTERNAL = "文件引用了外部文件或网络内容（如链接的图片、模板、数据），请改为嵌入或删除后再上传"
OLE_OBJECT = "文件嵌入了 OLE 对象或控件（如嵌入的表格、公式对象、附件），请删除或转为图片后再上传"
FOREIGN_CONTENT = "文件嵌入了其他格式的内容，请复制为正文后再上传"
DATA_CONNECTION = "工作簿含有外部数据连接，请断开连接、只保留数据后再上传"
EXTERNAL_WORKBOOK = "工作簿引用了其他工作簿，请断开链接、只保留数值后再上传"

# The last segment of a relationship type → the reason to refuse the package that has one.
_REFUSED_RELATIONSHIPS = {
    "oleObject": OLE_OBJECT,
    "package": OLE_OBJECT,
    "control": OLE_OBJECT,
    "activeXControlBinary": OLE_OBJECT,
    "aFChunk": FOREIGN_CONTENT,
    "subDocument": FOREIGN_CONTENT,
    "connections": DATA_CONNECTION,
    "externalLink": EXTERNAL_WORKBOOK,
    "externalLinkPath": EXTERNAL_WORKBOOK,
    "vbaProject": "文件含有宏，请另存为不含宏的 docx 或 xlsx 后再上传",
}
# Word notes the author's own template by its path on a drive; only a template fetched from elsewhere is a danger.
_LOCAL_DRIVE = re.compile(r"^(file:///?)?[A-Za-z]:[\\/]", re.IGNORECASE)
_PROPERTY_NAMES = {
    "creator": "author",
    "lastModifiedBy": "last_modified_by",
    "description": "comments",
    "subject": "subject",
    "keywords": "keywords",
    "category": "category",
    "contentStatus": "status",
    "created": "created",
    "modified": "modified",
    "Company": "company",
    "Manager": "manager",
    "Application": "application",
}
MAX_CUSTOM_PROPERTIES = 100


@dataclass(frozen=True)
class Relationship:
    """A link from one part to another: the last segment of its type, the target, and whether it leaves the file."""

    id: str
    type: str
    target: str
    external: bool


def relationships(archive: ZipFile, part: str = "") -> list[Relationship]:
    """Return the relationships of a part (of the whole package by default), targets resolved to member names."""
    folder, name = posixpath.split(part)
    path = posixpath.join(folder, "_rels", f"{name}.rels")
    if path not in archive.namelist():
        return []
    return [
        Relationship(
            id=element.get("Id", ""),
            type=element.get("Type", "").rpartition("/")[2],
            target=_resolve(folder, element.get("Target", ""), external=element.get("TargetMode") == "External"),
            external=element.get("TargetMode") == "External",
        )
        for event, element in stream_elements(archive, path)
        if event == "start" and local_name(element.tag) == "Relationship"
    ]


def main_part(archive: ZipFile) -> str:
    """Return the member that holds the document itself; raises `ExtractionRefused` when there is none."""
    for relationship in relationships(archive):
        if relationship.type == "officeDocument" and relationship.target in archive.namelist():
            return relationship.target
    raise ExtractionRefused([DAMAGED])


def package_reasons(archive: ZipFile) -> list[str]:
    """Return every reason, in Chinese, to refuse what the package refers to: OLE, macros, external content."""
    reasons = []
    for name in archive.namelist():
        if not name.endswith(".rels"):
            continue
        folder, described = posixpath.dirname(posixpath.dirname(name)), posixpath.basename(name).removesuffix(".rels")
        part = posixpath.join(folder, described)
        reasons += [_relationship_reason(relationship) for relationship in relationships(archive, part)]
    return [reason for reason in dict.fromkeys(reasons) if reason]


def package_properties(archive: ZipFile) -> tuple[str, dict[str, str]]:
    """Return title and properties from docProps (core, app and custom); empty where the file states none."""
    title = ""
    properties: dict[str, str] = {}
    for relationship in relationships(archive):
        if relationship.external or relationship.target not in archive.namelist():
            continue
        if relationship.type in {"core-properties", "extended-properties"}:
            for name, value in _leaves(archive, relationship.target):
                if name == "title":
                    title = value
                elif name in _PROPERTY_NAMES:
                    properties[_PROPERTY_NAMES[name]] = value
        elif relationship.type == "custom-properties":
            properties.update(_custom_properties(archive, relationship.target))
    return title, properties


def _resolve(folder: str, target: str, *, external: bool) -> str:
    if external:
        return target
    return posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")


def _relationship_reason(relationship: Relationship) -> str:
    if relationship.type in _REFUSED_RELATIONSHIPS:
        return _REFUSED_RELATIONSHIPS[relationship.type]
    if not relationship.external or relationship.type == "hyperlink":
        return ""
    if relationship.type == "attachedTemplate" and _LOCAL_DRIVE.match(relationship.target):
        return ""
    return EXTERNAL


def _leaves(archive: ZipFile, part: str) -> list[tuple[str, str]]:
    return [
        (local_name(element.tag), element.text)
        for event, element in stream_elements(archive, part)
        if event == "end" and element.text
    ]


def _custom_properties(archive: ZipFile, part: str) -> dict[str, str]:
    stated: dict[str, str] = {}
    name = ""
    for event, element in stream_elements(archive, part):
        if event == "start" and local_name(element.tag) == "property":
            name = attribute(element, "name")
        elif event == "end" and element.text and name and len(stated) < MAX_CUSTOM_PROPERTIES:
            stated[f"custom:{name}"] = element.text
    return stated
