"""What an approval says about the attribute at each step: agreement, another word, or the signer's last one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from disclosure.records.enums import DeterminationOutcome, DeterminationStage, ReviewStep
from disclosure.records.models import Determination, InformationRecord
from disclosure.records.queries.determinations import has_disagreement
from disclosure.records.queries.statement_gaps import statement_gaps
from disclosure.records.queries.statements import AttributeStatement, statement_from, statement_of

STEP_STAGES: Final = {
    ReviewStep.DETERMINATION: DeterminationStage.REVIEWED,
    ReviewStep.JOINT_AGREEMENT: DeterminationStage.JOINT,
    ReviewStep.SIGN_OFF: DeterminationStage.SIGNED,
}
SAY_WHY: Final = "与前面的意见不同的，请写明理由。"
CHOOSE: Final = "审核人或者联合机关有不同意见，请在各方意见中选定公开属性，或者另行确定。"
SAY_WHY_CHOSEN: Final = "前面的意见不一致，请写明选定这一公开属性的理由。"


@dataclass(frozen=True)
class StepWord:
    """The word an approval brings, and everything it still lacks."""

    stage: DeterminationStage
    outcome: DeterminationOutcome
    statement: AttributeStatement
    gaps: Sequence[str]


def word_of_step(
    *,
    step: ReviewStep,
    draft: InformationRecord,
    words: Sequence[Determination],
    statement: AttributeStatement | None,
    reason: str,
    on: date,
) -> StepWord | None:
    """Return the word an approval of this step is; None for the secrecy review, which says none.

    `words` are those said on this text before, `statement` what the person states; without one they agree.
    """
    stage = STEP_STAGES.get(step)
    if stage is None:
        return None
    before = _word_before(step, draft=draft, words=words, on=on)
    stated = statement or before
    differs = stated.outcome != before.outcome
    gaps = [SAY_WHY] if differs and not reason.strip() else []
    if statement is not None:
        gaps += statement_gaps(statement, on=on)
    if step == ReviewStep.SIGN_OFF and has_disagreement(words):
        gaps += [] if statement else [CHOOSE]
        gaps += [] if reason.strip() else [SAY_WHY_CHOSEN]
    outcome = DeterminationOutcome.DISAGREED if differs else DeterminationOutcome.AGREED
    return StepWord(stage, outcome, stated, gaps)


def _word_before(
    step: ReviewStep, *, draft: InformationRecord, words: Sequence[Determination], on: date
) -> AttributeStatement:
    """Return what is agreed with or not: joint organs answer the reviewer, everybody else the drafter."""
    if step == ReviewStep.JOINT_AGREEMENT:
        reviewed = [word for word in words if word.stage == DeterminationStage.REVIEWED]
        if reviewed:
            return statement_from(reviewed[-1])
    return statement_of(draft, on=on)
