"""Two organs with the same rows; those of the second carry a word that nobody of the first may ever read."""

from types import SimpleNamespace

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from django.db.models import Q
from django.utils import timezone
from PIL import Image as Picture
from wagtail.images import get_image_model
from wagtail.models import (
    Collection,
    GroupCollectionPermission,
    Page,
    Revision,
    Site,
    Task,
    TaskState,
    UploadedFile,
    Workflow,
    WorkflowState,
    get_default_page_content_type,
)

from disclosure.organs.enums import Role
from disclosure.organs.models import Organ, StaffRole
from disclosure.records.models import (
    Attachment,
    DisclosureLimit,
    Ground,
    ImportBatch,
    InformationRecord,
    RecordAttachment,
    RecordDecision,
)
from disclosure.records.services.attachments import prepare_attachment
from disclosure.records.services.official_rows import ensure_grounds, ensure_limits
from disclosure.records.services.review import submit_record
from disclosure.records.services.workflow_setup import ensure_publication_workflow
from disclosure.review.models import (
    AttributeRule,
    ConversionCase,
    HistoricBatch,
    HistoricProposal,
    ReviewItem,
    ReviewRound,
)
from disclosure.review.services.historic import ensure_attribute_rules
from policies.documents.models import PolicyDocument
from tests.disclosure.factories import (
    CatalogEntryFactory,
    OrganFactory,
    Staff,
    TopicFactory,
    UserFactory,
    decide,
    make_draft,
    make_staff,
)
from tests.disclosure.review.historic_documents import make_historic
from tests.disclosure.review.registered import make_registered
from zhifu_portal.cms.models import ArticlePage, ColumnPage, SiteChrome
from zhifu_portal.cms.services import COLUMN_GROUP_PREFIX, sync_cms_groups
from zhifu_portal.cms.setup import ensure_home_page, ensure_page_workflow, retire_stock_groups
from zhifu_portal.kernel.notices import MailWish, Notice

# In ASCII: answers in JSON spell Chinese with escapes.
CANARY = "CANARY7F3A"
OWN_WORD = "OWN"
ROLES = ("editor", "reviewer", "secrecy_reviewer", "signer", "office", "auditor", "superuser", "no_role", "anonymous")
ORGAN_ROLES = ROLES[:4]


class Rows:
    """The rows of one organ: a draft with two revisions, one under review, a policy of each, a file, an import, a
    column with an article, a picture."""

    def __init__(self, word, home):
        self.organ = OrganFactory()
        self.staff = Staff(self.organ)
        self.drafts = {model: make_draft(self.staff, model=model, title=f"{word}草稿") for model in KINDS}
        for draft in self.drafts.values():
            draft.get_latest_revision_as_object().save_revision(user=self.staff.editor)
        self.attachment = upload(self.staff, word)
        self.in_review = {
            model: submitted(self.staff, model, title=f"{word}在办", attachment=self.attachment) for model in KINDS
        }
        self.batch = ImportBatch.objects.create(
            organ=self.organ, file_name=f"{word}.jsonl", started_at=timezone.now(), started_by=self.staff.editor
        )
        self.role = StaffRole.objects.get(user=self.staff.signer)
        self.notice = Notice.objects.create(
            recipient=self.staff.editor, event="cms.page_submitted", key="1", subject=f"{word}通知", body=word,
            url="/cms/", created_at=timezone.now(), mail=MailWish.NEVER,
        )  # fmt: skip
        self._add_historic_rows(word)
        self.review_item = self._review_item(word)
        self.column = home.add_child(instance=ColumnPage(title=f"栏目{self.organ.pk}", organ=self.organ))
        self.page = self.column.add_child(instance=ArticlePage(title=f"{word}文章", source="来源", live=False))
        for _revision in range(2):
            self.page.save_revision(user=self.staff.editor)
        sync_cms_groups()
        collection = (
            GroupCollectionPermission.objects.filter(group__name=f"{COLUMN_GROUP_PREFIX}{self.organ.name}")
            .first()
            .collection
        )
        self.image = get_image_model()(title=f"{word}图片", file=_png(), collection=collection)
        self.image.file_size = 1
        self.image.save()
        self.image.get_rendition("max-165x165")

    def _review_item(self, word):
        """Return a waiting item of a round that all organs share."""
        today = timezone.localdate()
        [record] = make_registered(self.organ, title=f"{word}审查", ground_reason=f"{word}理由")
        review_round, _ = ReviewRound.objects.get_or_create(
            period=f"{today:%Y-%m}", defaults={"status": "open", "opened_on": today, "due_on": today}
        )
        return ReviewItem.objects.create(
            round=review_round,
            record=record,
            organ=self.organ,
            attribute=record.attribute,
            ground=record.ground,
            assigned_on=today,
            due_on=today,
        )

    def _add_historic_rows(self, word):
        """A waiting proposal, a confirmation with a document, and a case that waits for a decision."""
        now = timezone.now()
        common = {"organ": self.organ, "proposed_at": now}
        waiting, confirmed = (make_historic(self.staff, title=f"{word}历史{number}") for number in range(2))
        self.proposal = HistoricProposal.objects.create(record=waiting, reason=word, **common)
        self.confirmation = HistoricBatch.objects.create(
            organ=self.organ, confirmed_by=self.staff.reviewer, confirmed_at=now, count=1, undo_note=word
        )
        HistoricProposal.objects.create(record=confirmed, status="confirmed", batch=self.confirmation, **common)
        record = self.drafts[InformationRecord]
        self.case = ConversionCase.objects.create(record=record, organ=self.organ, status="queued", queued_at=now)


def upload(staff, word):
    """Return a file of the organ that carries the word."""
    file = ContentFile(f"{word}文件正文".encode(), name=f"{word}.txt")
    attachment = Attachment(organ=staff.organ, title=f"{word}附件", file=file)
    prepare_attachment(attachment=attachment, file=file, by=staff.editor)
    attachment.save()
    return attachment


def submitted(staff, model, *, title, attachment, joint_organs=()):
    """Return a record with a file that waits for its first decision."""
    record = make_draft(staff, model=model, title=title)
    record.attachment_links = [RecordAttachment(attachment=attachment)]
    record.joint_organs = joint_organs
    record.save()
    record.save_revision(user=staff.editor)
    submit_record(record_id=record.pk, by=staff.editor)
    return model.objects.get(pk=record.pk)


def build_joint(own):
    """Return the rows of an organ whose record waits for the word of the own organ, which joined in making it."""
    staff = Staff(OrganFactory())
    attachment = upload(staff, "JOINT")
    record = submitted(staff, InformationRecord, title="JOINT在办", attachment=attachment, joint_organs=[own.organ])
    decide(record, staff)
    record = InformationRecord.objects.get(pk=record.pk)
    rows = dict.fromkeys(KINDS, record)
    return SimpleNamespace(organ=staff.organ, staff=staff, attachment=attachment, in_review=rows, drafts=rows)


KINDS = {InformationRecord: "informationrecord", PolicyDocument: "policydocument"}


def _png():
    file = ContentFile(b"", name="a.png")
    Picture.new("RGB", (8, 8)).save(file, "PNG")
    return ImageFile(file, name="a.png")


def build_world():
    """Return the two organs, one person for each role, and the rows that belong to no organ."""
    ensure_publication_workflow(models=[InformationRecord, PolicyDocument])
    ensure_grounds()
    ensure_limits()
    ensure_attribute_rules()
    home = ensure_home_page()
    retire_stock_groups()
    ensure_page_workflow(home)
    own, foreign = Rows(OWN_WORD, home), Rows(CANARY, home)
    people = {
        "editor": own.staff.editor,
        "reviewer": own.staff.reviewer,
        "secrecy_reviewer": own.staff.secrecy_reviewer,
        "signer": own.staff.signer,
        "office": make_staff(None, Role.DISCLOSURE_OFFICE),
        "auditor": make_staff(None, Role.AUDITOR),
        "superuser": UserFactory(is_superuser=True),
        "no_role": UserFactory(),
        "anonymous": None,
    }
    sync_cms_groups()
    return SimpleNamespace(
        own=own,
        foreign=foreign,
        joint=build_joint(own),
        people=people,
        home=home,
        topic=TopicFactory(),
        entry=CatalogEntryFactory(),
        ground=Ground.objects.get(code="E16-3"),
        attribute_rule=AttributeRule.objects.get(name="请示"),
        limit=DisclosureLimit.objects.get(code="licence"),
        upload=UploadedFile.objects.create(file=ContentFile(b"x", name="b.txt")),
        group=Group.objects.create(name="空组"),
        collection=Collection.get_first_root_node().add_child(name="空集"),
        chrome=SiteChrome.load(),
        site=Site.objects.get(),
        workflow=Workflow.objects.get(name="公开审签"),
        task=Task.objects.first(),
    )


def foreign_rows(world):
    """Return every value of the foreign organ's rows, to be compared."""
    organ = world.foreign.organ.pk
    records = InformationRecord.objects.filter(organ=organ)
    ids = [str(pk) for pk in records.values_list("pk", flat=True)]
    pages = Page.objects.descendant_of(world.foreign.column, inclusive=True)
    page_ids = [str(pk) for pk in pages.values_list("pk", flat=True)]
    # Ids of pages and of records are alike.
    of_record = Q(base_content_type=InformationRecord.get_base_content_type())
    of_page = Q(base_content_type=get_default_page_content_type())
    querysets = [
        records,
        PolicyDocument.objects.filter(organ=organ),
        Attachment.objects.filter(organ=organ),
        ImportBatch.objects.filter(organ=organ),
        StaffRole.objects.filter(organ=organ),
        Organ.objects.filter(pk=organ),
        Revision.objects.filter(of_record, object_id__in=ids),
        Revision.objects.filter(of_page, object_id__in=page_ids),
        WorkflowState.objects.filter(of_record, object_id__in=ids),
        TaskState.objects.filter(workflow_state__in=WorkflowState.objects.filter(of_record, object_id__in=ids)),
        RecordDecision.objects.filter(record__organ=organ),
        HistoricProposal.objects.filter(organ=organ),
        HistoricBatch.objects.filter(organ=organ),
        ConversionCase.objects.filter(organ=organ),
        ReviewItem.objects.filter(organ=organ),
        pages,
        get_image_model().objects.filter(pk=world.foreign.image.pk),
        get_user_model().objects.filter(staff_roles__organ=organ),
        Notice.objects.filter(recipient__staff_roles__organ=organ),
    ]
    return [list(queryset.order_by("pk").values()) for queryset in querysets]
