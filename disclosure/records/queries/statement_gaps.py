"""What a word on an attribute must state (条例第十四条至第十六条, rules.md §1.3–1.4): every reason at once."""

from collections import Counter
from collections.abc import Mapping
from datetime import date

from disclosure.records.enums import NOT_OPEN_ATTRIBUTES, THIRD_PARTY_OVERRIDES, Attribute, GroundForce
from disclosure.records.models import Ground
from disclosure.records.queries.grounds import grounds_in_force
from disclosure.records.queries.statements import AttributeStatement, GroundStatement

NOT_PROPOSED = "尚未提出公开属性，请先选择主动公开、依申请公开或者不予公开。"
NO_GROUND = "依申请公开、不予公开的，须选择《条例》规定的情形并说明理由。"
SEVERED_WITHOUT_GROUND = "部分公开的，须为不公开的部分选择情形并说明理由。"
SEVERED_NOT_OPEN = "部分公开（区分处理）的公开属性须为主动公开；全部不公开的，请取消“部分公开”。"
OPEN_WITH_GROUND = "主动公开的，不填不予公开情形；只公开一部分的，请勾选“部分公开（区分处理）”。"
OVERRIDDEN = (
    "第三方同意公开或者不公开会对公共利益造成重大影响的，应当予以公开：请改为主动公开；"
    "另有其他不公开情形的，只保留其他情形。"
)


def statement_gaps(statement: AttributeStatement, *, on: date) -> list[str]:
    """Return what is missing or contradictory in a word on an attribute, by the law of this day."""
    if statement.attribute == Attribute.UNDETERMINED:
        return [NOT_PROPOSED]
    in_force = grounds_in_force(on=on)
    reasons = _attribute_gaps(statement, in_force)
    for said in statement.grounds:
        reasons += _ground_gaps(said, in_force)
    counts = Counter(said.code for said in statement.grounds)
    reasons += [f"情形 {code} 重复，请只保留一处。" for code, count in counts.items() if code and count > 1]
    return list(dict.fromkeys(reasons))


def is_overridden(said: GroundStatement) -> bool:
    """Say whether 条例第十五条 no longer keeps anything closed: consent, or the public interest."""
    return said.third_party in THIRD_PARTY_OVERRIDES


def _attribute_gaps(statement: AttributeStatement, in_force: Mapping[str, Ground]) -> list[str]:
    """Return where attribute, severance and grounds do not go together."""
    is_not_open = statement.attribute in NOT_OPEN_ATTRIBUTES
    reasons: list[str] = []
    if is_not_open and statement.is_severed:
        reasons.append(SEVERED_NOT_OPEN)
    if is_not_open and not statement.grounds:
        reasons.append(NO_GROUND)
    if statement.attribute == Attribute.OPEN and statement.is_severed and not statement.grounds:
        reasons.append(SEVERED_WITHOUT_GROUND)
    withholds = is_not_open or statement.is_severed
    if withholds and any(is_overridden(said) for said in statement.grounds):
        reasons.append(OVERRIDDEN)
    if not withholds:
        reasons += _open_gaps(statement, in_force)
    return reasons


def _open_gaps(statement: AttributeStatement, in_force: Mapping[str, Ground]) -> list[str]:
    """An open record rests on no ground, unless 第十五条 is overridden and says so."""
    reasons: list[str] = []
    for said in statement.grounds:
        ground = in_force.get(said.code)
        if ground is None or ground.force != GroundForce.CONSENT:
            reasons.append(OPEN_WITH_GROUND)
        elif not is_overridden(said):
            reasons.append(
                f"{ground.article}：主动公开的，须第三方同意公开，或者不公开会对公共利益造成重大影响；否则请改为不公开。"
            )
    return reasons


def _ground_gaps(said: GroundStatement, in_force: Mapping[str, Ground]) -> list[str]:
    """Return what one ground lacks: it must be in force, have a reason, and what its force asks for."""
    ground = in_force.get(said.code)
    if ground is None:
        return [f"情形 {said.code} 目前没有施行的条文，请改选现行的情形。"]
    reasons: list[str] = []
    if not said.reason:
        reasons.append(f"{ground.article}：请说明适用这一情形的理由。")
    if ground.force == GroundForce.MAY and not said.discretion_reason:
        reasons.append(f"{ground.article}规定“可以不予公开”，请填写裁量理由：为什么决定不公开。")
    if ground.force == GroundForce.CONSENT and not said.third_party:
        reasons.append(f"{ground.article}：请选择第三方意见（是否征求、是否同意，或者公共利益需要公开）。")
    if ground.force == GroundForce.CONSENT and not said.third_party_reason:
        reasons.append(f"{ground.article}：请填写第三方意见说明，或者公共利益受到的影响。")
    return reasons
