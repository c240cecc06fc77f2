"""What the signer fixed is what the record gets, even when the text that was signed proposed something else."""

from wagtail.models import Revision

from disclosure.records.models import InformationRecord
from disclosure.records.queries.determinations import fixed_word
from disclosure.records.queries.statements import carry_statement, statement_from


def carry_fixed_word(*, target: InformationRecord, revision: Revision) -> None:
    """Give the record that is about to be saved from a signed revision the attribute and grounds of its signature."""
    word = fixed_word(revision)
    if word is not None:
        carry_statement(target, statement_from(word))


def keep_fixed_text(*, target: InformationRecord, revision: Revision) -> None:
    """Make the text with the fixed attribute the latest one where the signed text proposed another.

    The next edit starts from it. It is nobody's text: it says what the determination says.
    """
    word = fixed_word(revision)
    if word is None:
        return
    draft: InformationRecord = revision.as_object()
    proposed = (draft.attribute, draft.is_severed, _grounds(draft))
    carry_statement(draft, statement_from(word))
    if (draft.attribute, draft.is_severed, _grounds(draft)) == proposed or not _is_latest(target, revision):
        return
    draft.save_revision(changed=False, clean=False)
    target.latest_revision = draft.latest_revision


def _grounds(draft: InformationRecord) -> list[tuple[str, str]]:
    return [(draft.ground, draft.ground_reason), *((each.ground, each.reason) for each in draft.further_grounds.all())]


def _is_latest(target: InformationRecord, revision: Revision) -> bool:
    """Say whether nobody has begun another text since: theirs is not written over."""
    return InformationRecord.objects.filter(pk=target.pk, latest_revision_id=revision.pk).exists()
