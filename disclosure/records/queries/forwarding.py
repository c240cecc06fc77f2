"""转发类公文: the attribute follows the forwarded document (rules.md §1.4)."""

from datetime import date

from disclosure.records.enums import NOT_OPEN_ATTRIBUTES, Attribute, DeterminationStage, PublicationStatus
from disclosure.records.models import Determination, InformationRecord
from disclosure.records.queries.statements import AttributeStatement, statement_of

# Whose word settles an attribute; the others propose.
SETTLING_STAGES = frozenset({DeterminationStage.SIGNED, DeterminationStage.PERIODIC, DeterminationStage.HISTORIC})
LONGEST_CHAIN = 50


def is_determined(record: InformationRecord) -> bool:
    """Say whether somebody with the last word has fixed the record's attribute: a draft only proposes one."""
    if record.attribute == Attribute.UNDETERMINED:
        return False
    if record.status != PublicationStatus.DRAFT:
        return True
    settled = Determination.objects.filter(record_id=record.pk, stage__in=sorted(SETTLING_STAGES))
    return settled.exclude(to_attribute=Attribute.UNDETERMINED).exists()


def forwarding_gaps(draft: InformationRecord, *, on: date) -> list[str]:
    """Return why a draft does not go with the document it forwards; one not yet determined binds nobody."""
    forwarded: InformationRecord | None = draft.forwards
    if forwarded is None:
        return []
    if leads_back(forwarded.pk, record_id=draft.pk):
        return ["转发的文件是本文件自己，或者互相转发形成了循环，请核对“转发的文件”。"]
    if not is_determined(forwarded):
        return []
    theirs, ours = statement_of(forwarded, on=on), statement_of(draft, on=on)
    if _follows(ours, theirs):
        return []
    return [
        f"被转发的文件（{forwarded.index_number}）是{_in_words(theirs)}，转发类公文的公开属性和情形应当与它一致，"
        "请照此填写；认为应当不同的，由审核人另行认定并说明理由，由签发人确定。"
    ]


def leads_back(forwarded_id: int | None, *, record_id: int | None) -> bool:
    """Say whether the chain of forwarded documents that begins here comes back to the record."""
    seen: set[int] = set()
    while forwarded_id is not None and forwarded_id not in seen and len(seen) < LONGEST_CHAIN:
        if forwarded_id == record_id:
            return True
        seen.add(forwarded_id)
        found = InformationRecord.objects.filter(pk=forwarded_id).values_list("forwards_id", flat=True).first()
        forwarded_id = found
    return False


def _follows(ours: AttributeStatement, theirs: AttributeStatement) -> bool:
    if ours.attribute != theirs.attribute:
        return False
    if theirs.attribute not in NOT_OPEN_ATTRIBUTES:
        return True
    return {said.code for said in theirs.grounds} <= {said.code for said in ours.grounds}


def _in_words(statement: AttributeStatement) -> str:
    codes = "、".join(said.code for said in statement.grounds)
    label = str(statement.attribute.label)
    return f"{label}（{codes}）" if codes and statement.attribute in NOT_OPEN_ATTRIBUTES else label
