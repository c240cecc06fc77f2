"""Two organs with the same rows; those of the second carry a word that nobody of the first may ever read."""

from types import SimpleNamespace

from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from django.utils import timezone
from PIL import Image as Picture
from wagtail.images import get_image_model
from wagtail.models import Collection, Page, Site, Task, UploadedFile, Workflow

from disclosure.organs.enums import Role
from disclosure.organs.models import StaffRole
from disclosure.records.models import Attachment, ImportBatch, InformationRecord
from disclosure.records.services.attachments import prepare_attachment
from disclosure.records.services.review import submit_record
from disclosure.records.services.workflow_setup import ensure_publication_workflow
from policies.documents.models import PolicyDocument
from tests.disclosure.factories import (
    CatalogEntryFactory,
    OrganFactory,
    Staff,
    TopicFactory,
    UserFactory,
    make_draft,
    make_staff,
)
from zhifu_portal.cms.models import HomePage, PlainPage, SiteChrome

CANARY = "金丝雀"
OWN_WORD = "本机关的"
ROLES = ("editor", "reviewer", "secrecy_reviewer", "signer", "office", "auditor", "superuser", "no_role", "anonymous")
ORGAN_ROLES = ROLES[:4]


class Rows:
    """The rows of one organ: a draft with two revisions, one under review, a policy of each, a file, an import."""

    def __init__(self, word):
        self.organ = OrganFactory()
        self.staff = Staff(self.organ)
        self.drafts = {model: make_draft(self.staff, model=model, title=f"{word}草稿") for model in KINDS}
        for draft in self.drafts.values():
            draft.get_latest_revision_as_object().save_revision(user=self.staff.editor)
        self.in_review = {model: make_draft(self.staff, model=model, title=f"{word}在办") for model in KINDS}
        for record in self.in_review.values():
            submit_record(record_id=record.pk, by=self.staff.editor)
        file = ContentFile(f"{word}文件正文".encode(), name=f"{word}.txt")
        self.attachment = Attachment(organ=self.organ, title=f"{word}附件", file=file)
        prepare_attachment(attachment=self.attachment, file=file, by=self.staff.editor)
        self.attachment.save()
        self.batch = ImportBatch.objects.create(
            organ=self.organ, file_name=f"{word}.jsonl", started_at=timezone.now(), started_by=self.staff.editor
        )
        self.role = StaffRole.objects.get(user=self.staff.signer)


KINDS = {InformationRecord: "informationrecord", PolicyDocument: "policydocument"}


def _png():
    file = ContentFile(b"", name="a.png")
    Picture.new("RGB", (8, 8)).save(file, "PNG")
    return ImageFile(file, name="a.png")


def build_world():
    """Return the two organs, one person for each role, and the rows that belong to no organ."""
    ensure_publication_workflow(models=[InformationRecord, PolicyDocument])
    root = Page.objects.get(depth=1)
    home = root.add_child(instance=HomePage(title="首页", slug="zhifu-home"))
    Site.objects.update(root_page=home)
    own, foreign = Rows(OWN_WORD), Rows(CANARY)
    draft_page = home.add_child(instance=PlainPage(title=f"{CANARY}未发布页面", slug="draft-page", live=False))
    draft_page.save_revision()
    draft_page.save_revision()
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
    return SimpleNamespace(
        own=own,
        foreign=foreign,
        people=people,
        home=home,
        page=draft_page,
        topic=TopicFactory(),
        entry=CatalogEntryFactory(),
        image=get_image_model().objects.create(title="图片", file=_png()),
        upload=UploadedFile.objects.create(file=ContentFile(b"x", name="b.txt")),
        group=Group.objects.create(name="空组"),
        collection=Collection.get_first_root_node().add_child(name="空集"),
        chrome=SiteChrome.load(),
        workflow=Workflow.objects.get(name="公开审签"),
        task=Task.objects.first(),
    )
