"""Comparing lines with what is here already: new, changed, unchanged, or refused with every reason."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum

from disclosure.organs.models import Organ
from disclosure.records.enums import NOT_OPEN_ATTRIBUTES, Attribute, PublicationStatus
from disclosure.records.models import Ground, InformationRecord
from policies.documents.importing.source import SourceDocument


class Step(Enum):
    """What a line asks for."""

    CREATE = "create"
    UPDATE = "update"
    PUBLISH = "publish"
    NOTHING = "nothing"


@dataclass(frozen=True)
class Known:
    """What is here already under the id of a line."""

    pk: int
    digest: str
    status: str
    is_policy: bool
    is_edited: bool
    is_reproduced: bool


@dataclass(frozen=True)
class Target:
    """A document of a line with the organs it names: the lead organ first."""

    document: SourceDocument
    issuers: list[Organ]

    @property
    def is_made_here(self) -> bool:
        """Whether an organ of the district made it; a text without a stated issuer is a reproduced one."""
        return any(not organ.is_foreign for organ in self.issuers)

    @property
    def attribute(self) -> str:
        """The attribute to begin with: as stated; else open for a reproduced text, undetermined for one of ours.

        What our organs made without saying is a historic document: somebody determines it after the import.
        """
        if self.document.attribute:
            return self.document.attribute
        return Attribute.UNDETERMINED if self.is_made_here else Attribute.OPEN


def known_records(*, organ: Organ, external_ids: Iterable[str]) -> Mapping[str, Known]:
    """Return what the organ has already imported under these ids, in one query."""
    rows = InformationRecord.objects.filter(organ=organ, external_id__in=[each for each in external_ids if each])
    values = rows.values_list(
        "external_id", "pk", "source_digest", "status", "policydocument", "latest_revision", "is_reproduced"
    )
    return {
        external_id: Known(pk, digest, status, child is not None, revision is not None, is_reproduced)
        for external_id, pk, digest, status, child, revision, is_reproduced in values
    }


def step_for(target: Target, known: Known | None, *, publishes: bool) -> Step:
    """Return what is to be done for a line that nothing speaks against."""
    if known is None:
        return Step.CREATE
    if known.digest != target.document.digest():
        return Step.UPDATE
    waits = known.status == PublicationStatus.DRAFT and not known.is_edited
    may_go_out = not target.is_made_here and target.attribute == Attribute.OPEN
    return Step.PUBLISH if publishes and waits and may_go_out else Step.NOTHING


def update_blockers(target: Target, known: Known) -> list[str]:
    """Return why a changed source may not overwrite the record: nothing staff did is ever lost."""
    reasons = []
    if not known.is_policy:
        reasons.append("已有的信息不是政策文件，请人工核对。")
    if known.is_edited:
        reasons.append("来源有变化，但本平台已有人工修改，没有覆盖，请人工核对。")
    if known.status not in {PublicationStatus.DRAFT, PublicationStatus.PUBLISHED}:
        reasons.append(f"来源有变化，但本平台的信息是“{PublicationStatus(known.status).label}”，没有更新。")
    if target.is_made_here and known.is_reproduced and known.status == PublicationStatus.PUBLISHED:
        reasons.append("来源改为本区机关制发，已公开的转载文件请先撤下再登记。")
    if target.attribute in NOT_OPEN_ATTRIBUTES and known.status == PublicationStatus.PUBLISHED:
        reasons.append("来源改为不公开，已公开的文件请先撤下。")
    return reasons


def ground_blockers(target: Target) -> list[str]:
    """Return a reason when the stated ground is none of the regulation's."""
    code = target.document.ground
    if not code or Ground.objects.filter(code=code).exists():
        return []
    return [f"没有代码为“{code}”的不予公开情形，请核对。"]


def number_blockers(target: Target, *, organ: Organ, known: Known | None) -> list[str]:
    """Return a reason when a document of a local organ has a document number that is taken."""
    number = target.document.document_number
    if not number or not target.is_made_here:
        return []
    organs = [organ, *(issuer for issuer in target.issuers if not issuer.is_foreign)]
    taken = InformationRecord.objects.filter(organ__in=organs, document_number=number, is_reproduced=False)
    if known is not None:
        taken = taken.exclude(pk=known.pk)
    other = taken.first()
    return [f"发文字号“{number}”已由索引号{other.index_number}的信息使用，请核对。"] if other else []
