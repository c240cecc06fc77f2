"""The review screen (办理): the text that goes out, every word on its attribute, and the form of the step."""

from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Revision

from disclosure.organs.permissions import acting_user
from disclosure.records.admin.attachments import file_response
from disclosure.records.admin.decision_forms import DecisionForm
from disclosure.records.admin.secrecy import revision_under_review, secrecy_context
from disclosure.records.admin.verbs import RecordVerbView
from disclosure.records.body import body_to_marked_html
from disclosure.records.enums import ReviewStep
from disclosure.records.models import Attachment, InformationRecord
from disclosure.records.queries.blockers import content_blockers, decision_blockers
from disclosure.records.queries.determinations import has_disagreement, words_on
from disclosure.records.queries.due import light_of
from disclosure.records.queries.grounds import grounds_in_force
from disclosure.records.queries.limits import limit_advice
from disclosure.records.queries.origins import origins_of
from disclosure.records.queries.statements import statement_of
from disclosure.records.queries.steps import current_step
from disclosure.records.queries.trail import trail_of
from disclosure.records.services.review import decide_step
from zhifu_portal.kernel.refusals import Refused, refuse_if
from zhifu_portal.kernel.workdays import load_calendar


class ReviewView(RecordVerbView):
    """Everything a reviewer needs to decide: the text that goes out, its attribute, findings and earlier words.

    A joint organ's staff see it too while the record is under review; they decide at their own step alone.
    """

    template_name = "disclosure/admin/record_review.html"
    review_file_url_name: str = ""
    secrecy_url_name: str = ""
    secrecy_reply_url_name: str = ""
    findings_url_name: str = ""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return self.show(request)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        step = current_step(self.scoped_instance)
        if step is None:
            messages.error(request, "该信息目前没有待办环节。")
            return self.show(request)
        revision = self.revision()
        # Nobody who may not decide has a form to be shown again.
        refuse_if(self.blockers(request, step))
        form = DecisionForm(request.POST, step=step, words=words_on(revision))
        if not form.is_valid():
            messages.error(request, "请选择办理结果，并按提示补充。")
            return self.show(request, form)
        try:
            decision = decide_step(
                record_id=self.scoped_instance.pk,
                step=step,
                outcome=form.decision_outcome,
                reason=form.cleaned_data["reason"],
                revision_id=form.cleaned_data["revision"],
                by=acting_user(request),
                now=timezone.now(),
                statement=form.statement(on=timezone.localdate()),
            )
        except Refused as refused:
            for reason in refused.reasons:
                form.add_error(None, reason)
            return self.show(request, form)
        return self.done(request, f"{step.label}：{decision.get_outcome_display()}，已记录。")

    def revision(self) -> Revision:
        """Return the text under review, else the latest one; raise Http404 where there is none."""
        revision = revision_under_review(self.scoped_instance)
        if revision is None:
            raise Http404
        return revision

    def blockers(self, request: HttpRequest, step: ReviewStep) -> list[str]:
        """Return why the person may not decide the step."""
        return decision_blockers(
            record=self.scoped_instance, revision=self.revision(), step=step, by=acting_user(request)
        )

    def show(self, request: HttpRequest, form: DecisionForm | None = None) -> HttpResponse:
        """Show the text under review: the submitted revision, else the latest, else the record of an import."""
        record = self.scoped_instance
        step = current_step(record)
        revision = revision_under_review(record)
        draft: InformationRecord = revision.as_object() if revision else record
        blockers = self.blockers(request, step) if step else []
        context = {
            "draft": draft,
            "revision": revision,
            "step": step,
            "may_decide": step is not None and not blockers,
            "blockers": blockers,
            "content_blockers": content_blockers(draft),
            "may_still_change": step is not None or not record.live or record.has_unpublished_changes,
            "events": record.events.all(),
            "files": [
                (file, reverse(self.review_file_url_name, args=[record.pk, file.pk])) for file in files_of(draft)
            ],
            "body_html": body_to_marked_html(draft.body),
            "trail": trail_of(record),
            "limit_advice": limit_advice(draft, on=timezone.localdate()),
            "light": light_of(record, on=timezone.localdate(), calendar=load_calendar()),
        }
        context |= self.attribute_context(draft, revision, step, form)
        return self.respond(request, context | self.organ_context(request))

    def attribute_context(
        self,
        draft: InformationRecord,
        revision: Revision | None,
        step: ReviewStep | None,
        form: DecisionForm | None,
    ) -> dict[str, Any]:
        """Return what is proposed and stated, with the words of the law, and the form to answer it."""
        words = words_on(revision) if revision else []
        today = timezone.localdate()
        in_force = grounds_in_force(on=today)
        proposal = statement_of(draft, on=today)
        initial = {"revision": revision.pk if revision else None}
        return {
            "proposal": proposal,
            "grounds": [{"said": said, "law": in_force.get(said.code)} for said in proposal.grounds],
            "words": words,
            "is_disputed": has_disagreement(words),
            "form": form or (DecisionForm(step=step, words=words, initial=initial) if step else None),
            "is_secrecy_step": step == ReviewStep.SECRECY_REVIEW,
            "law": in_force.values(),
        }

    def organ_context(self, request: HttpRequest) -> dict[str, Any]:
        """Return what only staff who see the record everywhere are offered: findings, other screens, verbs."""
        record, policy = self.scoped_instance, self.permission_policy
        is_insider = policy.user_has_permission(request.user, "view")
        context: dict[str, Any] = {
            "is_insider": is_insider,
            "may_edit": policy.user_has_permission(request.user, "change"),
            "may_unschedule": record.approved_schedule and policy.user_has_permission(request.user, "unschedule"),
            "may_withdraw": record.live and policy.user_has_permission(request.user, "withdraw"),
        }
        if not is_insider:
            return context
        context["origins"] = origins_of(record)
        url_names = {
            "secrecy": self.secrecy_url_name,
            "secrecy_reply": self.secrecy_reply_url_name,
            "findings": self.findings_url_name,
            "review": self.review_url_name,
        }
        return secrecy_context(record, by=acting_user(request), url_names=url_names) | context


class ReviewFileView(RecordVerbView):
    """A file of the text under review, for whoever may open the review screen of its record."""

    def get(self, request: HttpRequest, attachment_id: int, **kwargs: Any) -> FileResponse:
        revision = revision_under_review(self.scoped_instance)
        draft: InformationRecord = revision.as_object() if revision else self.scoped_instance
        for file in files_of(draft):
            if file.pk == attachment_id:
                return file_response(file)
        raise Http404


def files_of(draft: InformationRecord) -> list[Attachment]:
    """Return the files of a text, each with the public form that would go out in its place."""
    pairs = ((link.attachment, link.rendition) for link in draft.attachment_links.all())
    return [file for pair in pairs for file in pair if file is not None]
