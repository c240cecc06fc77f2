"""A word on an attribute as a value: what a draft proposes, what a determination said, and carrying one into a text."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from disclosure.records.enums import Attribute, GroundForce, ThirdPartyPosition
from disclosure.records.models import Determination, DeterminationGround, InformationRecord, RecordGround
from disclosure.records.queries.grounds import grounds_in_force


@dataclass(frozen=True)
class GroundStatement:
    """One ground by code with its reason; discretion for 条例第十六条, the third party's position for 第十五条."""

    code: str
    reason: str
    discretion_reason: str = ""
    third_party: ThirdPartyPosition = ThirdPartyPosition.NONE
    third_party_reason: str = ""


@dataclass(frozen=True)
class AttributeStatement:
    """An attribute with everything it rests on; the first ground is the record's main one."""

    attribute: Attribute
    is_severed: bool = False
    grounds: tuple[GroundStatement, ...] = ()

    @property
    def outcome(self) -> tuple[Attribute, bool, frozenset[str]]:
        """What two people agree or differ about: reasons may be worded differently."""
        return self.attribute, self.is_severed, frozenset(ground.code for ground in self.grounds)


def statement_of(draft: InformationRecord, *, on: date) -> AttributeStatement:
    """Return what a draft proposes; discretion and third party go with the grounds whose force asks for them."""
    named = [(draft.ground, draft.ground_reason)] if draft.ground else []
    named += [(further.ground, further.reason) for further in draft.further_grounds.all()]
    return build_statement(
        attribute=draft.attribute,
        is_severed=draft.is_severed,
        grounds=named,
        discretion_reason=draft.discretion_reason,
        third_party=draft.third_party,
        third_party_reason=draft.third_party_reason,
        on=on,
    )


def build_statement(
    *,
    attribute: str,
    is_severed: bool,
    grounds: Sequence[tuple[str, str]],
    discretion_reason: str,
    third_party: str,
    third_party_reason: str,
    on: date,
) -> AttributeStatement:
    """Return the statement of what a form or a draft holds in flat fields; `grounds` are codes with reasons."""
    forces = {code: ground.force for code, ground in grounds_in_force(on=on).items()}
    said = tuple(
        GroundStatement(
            code=code,
            reason=reason.strip(),
            discretion_reason=discretion_reason.strip() if forces.get(code) == GroundForce.MAY else "",
            third_party=ThirdPartyPosition(third_party if forces.get(code) == GroundForce.CONSENT else ""),
            third_party_reason=third_party_reason.strip() if forces.get(code) == GroundForce.CONSENT else "",
        )
        for code, reason in grounds
    )
    return AttributeStatement(Attribute(attribute), is_severed, said)


def statement_from(determination: Determination) -> AttributeStatement:
    """Return what a determination said."""
    grounds = tuple(_said(ground) for ground in determination.grounds.select_related("ground"))
    return AttributeStatement(Attribute(determination.to_attribute), determination.is_severed, grounds)


def _said(ground: DeterminationGround) -> GroundStatement:
    return GroundStatement(
        code=ground.ground.code,
        reason=ground.reason,
        discretion_reason=ground.discretion_reason,
        third_party=ThirdPartyPosition(ground.third_party),
        third_party_reason=ground.third_party_reason,
    )


def carry_statement(draft: InformationRecord, statement: AttributeStatement) -> InformationRecord:
    """Give an unsaved draft the attribute and the grounds of a statement; return it."""
    first = statement.grounds[0] if statement.grounds else GroundStatement("", "")
    draft.attribute = statement.attribute
    draft.is_severed = statement.is_severed
    draft.ground = first.code
    draft.ground_reason = first.reason
    draft.discretion_reason = next((said.discretion_reason for said in statement.grounds if said.discretion_reason), "")
    asked = next((said for said in statement.grounds if said.third_party), GroundStatement("", ""))
    draft.third_party = asked.third_party
    draft.third_party_reason = asked.third_party_reason
    draft.further_grounds = [
        RecordGround(ground=said.code, reason=said.reason, sort_order=order)
        for order, said in enumerate(statement.grounds[1:])
    ]
    return draft
