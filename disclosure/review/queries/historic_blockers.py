"""All reasons why a historic determination may not be made or taken back: each function returns every one of them."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date

from django.contrib.auth.models import User

from disclosure.organs.enums import Role
from disclosure.organs.permissions import holds_role
from disclosure.records.enums import Attribute, PublicationStatus
from disclosure.records.models import Determination, InformationRecord
from disclosure.records.queries.statement_gaps import statement_gaps
from disclosure.records.queries.statements import AttributeStatement, GroundStatement
from disclosure.records.queries.steps import current_step
from disclosure.review.enums import ItemStatus, ProposalStatus
from disclosure.review.models import HistoricProposal
from disclosure.review.models.historic import ONE_BY_ONE_GROUNDS
from disclosure.review.queries.historic import authors_by_record, undetermined_records


def statement_of_proposal(proposal: HistoricProposal) -> AttributeStatement:
    """Return the proposal as a word on the attribute."""
    grounds = (
        (GroundStatement(proposal.ground, proposal.reason.strip(), proposal.discretion_reason.strip()),)
        if proposal.ground
        else ()
    )
    return AttributeStatement(Attribute(proposal.attribute or Attribute.UNDETERMINED), grounds=grounds)


def selection_refusals(proposals: Sequence[HistoricProposal], *, wanted: Collection[int], by: User) -> list[str]:
    """Return why these rows cannot be dealt with together by this person."""
    if not wanted:
        return ["请先勾选要办理的公文。"]
    reasons: list[str] = []
    missing = len(set(wanted)) - len(proposals)
    if missing:
        reasons.append(f"有 {missing} 件已经移出历史公文，请刷新页面后重新勾选。")
    organs = {proposal.organ_id: proposal.organ for proposal in proposals}
    if len(organs) > 1:
        reasons.append("一次只能办理一个机关的公文，请先按机关筛选。")
    reasons += [
        f"您不是{organ}的审核人，不能认定。"
        for organ_id, organ in organs.items()
        if not holds_role(by, Role.REVIEWER, organ_id=organ_id)
    ]
    return reasons


def waiting_refusals(proposals: Sequence[HistoricProposal], *, by: User) -> Mapping[int, list[str]]:
    """Return, by proposal, why it cannot be decided by this person: not waiting any more, or their own work."""
    authors = authors_by_record(proposal.record for proposal in proposals)
    undetermined = set(
        undetermined_records()
        .filter(pk__in=[proposal.record_id for proposal in proposals])
        .values_list("pk", flat=True)
    )
    return {
        proposal.pk: [
            reason
            for holds, reason in (
                (proposal.status != ProposalStatus.PENDING, f"已经办理（{proposal.get_status_display()}）。"),
                (
                    proposal.status == ProposalStatus.PENDING and proposal.record_id not in undetermined,
                    "公文正在审签或者已经认定。",
                ),
                (by.pk in authors[proposal.record_id], "由您拟稿或者导入，须由其他人认定。"),
            )
            if holds
        ]
        for proposal in proposals
    }


def bulk_refusals(proposal: HistoricProposal, *, on: date) -> list[str]:
    """Return why a proposal is no clear case: it must be decided one by one."""
    if not proposal.attribute:
        return ["没有建议，请逐件认定。"]
    reasons: list[str] = []
    if not proposal.is_clear or proposal.ground in ONE_BY_ONE_GROUNDS:
        reasons.append("不属于可批量确认的情形，请逐件认定。")
    return reasons + statement_gaps(statement_of_proposal(proposal), on=on)


def undo_refusals(proposal: HistoricProposal) -> list[str]:
    """Return why the determination of one document stays: somebody has gone on from it."""
    record, word = proposal.record, proposal.determination
    if word is None:
        return ["没有找到当时的认定记录。"]
    reasons: list[str] = []
    if Determination.objects.filter(record=record, pk__gt=word.pk).exists():
        reasons.append("之后又作过认定。")
    if current_step(record) is not None:
        reasons.append("正在审签。")
    if record.decisions.exists():
        reasons.append("已有办理意见。")
    if record.latest_revision_id != word.revision_id:
        reasons.append("之后有人编辑过。")
    expected = PublicationStatus.DRAFT if word.to_attribute == Attribute.OPEN else PublicationStatus.REGISTERED
    if record.status != expected:
        reasons.append(f"目前是“{record.get_status_display()}”。")
    if record.review_items.exclude(status__in=[ItemStatus.PENDING, ItemStatus.DROPPED]).exists():
        reasons.append("已经定期审查。")
    if hasattr(record, "conversion_case"):
        reasons.append("已列入依申请转主动。")
    return reasons


def named(record: InformationRecord, reasons: Iterable[str]) -> list[str]:
    """Return the reasons with the document they are about, one line for each document."""
    told = "".join(reasons)
    return [f"{record.index_number}《{record.title}》：{told}"] if told else []
