"""The review screen (办理) and the verbs of a public record: withdraw, replace."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views import View
from wagtail.models import Revision

from disclosure.organs.permissions import acting_user
from disclosure.records.enums import DecisionOutcome
from disclosure.records.forms import DecisionForm, ReplacementForm, WithdrawalForm
from disclosure.records.models import InformationRecord
from disclosure.records.queries.blockers import content_blockers, decision_blockers, personal_data_findings
from disclosure.records.queries.steps import current_step
from disclosure.records.services.publication import cancel_schedule, replace_record, withdraw_record
from disclosure.records.services.review import decide_step


class RecordVerbView(View):
    """Base of the screens that act on one record; the ViewSet has checked the row before."""

    model: type[InformationRecord] = InformationRecord
    permission_policy: Any = None
    reader_url_name: str | None = None
    edit_url_name: str = ""
    review_url_name: str = ""
    withdraw_url_name: str = ""
    replace_url_name: str = ""
    unschedule_url_name: str = ""
    scoped_instance: InformationRecord
    template_name = "disclosure/admin/record_verb.html"

    def respond(self, request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
        """Render the screen around the record."""
        record = self.scoped_instance
        base = {
            "record": record,
            "page_title": record.title,
            "review_url": reverse(self.review_url_name, args=[record.pk]),
            "edit_url": reverse(self.edit_url_name, args=[record.pk]),
            "withdraw_url": reverse(self.withdraw_url_name, args=[record.pk]),
            "replace_url": reverse(self.replace_url_name, args=[record.pk]),
            "unschedule_url": reverse(self.unschedule_url_name, args=[record.pk]),
        }
        return render(request, self.template_name, base | context)

    def done(self, request: HttpRequest, message: str) -> HttpResponse:
        """Say what was done and show the record."""
        messages.success(request, message)
        return redirect(self.review_url_name, self.scoped_instance.pk)


class ReviewView(RecordVerbView):
    """Everything a reviewer needs to decide: the text that goes out, its attribute, findings and earlier decisions."""

    template_name = "disclosure/admin/record_review.html"

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return self.show(request, form=None)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        form = DecisionForm(request.POST)
        step = current_step(self.scoped_instance)
        if step is None or not form.is_valid():
            messages.error(request, "请选择办理结果。" if step else "该信息目前没有待办环节。")
            return self.show(request, form=form)
        decision = decide_step(
            record_id=self.scoped_instance.pk,
            step=step,
            outcome=DecisionOutcome(form.cleaned_data["outcome"]),
            reason=form.cleaned_data["reason"],
            revision_id=form.cleaned_data["revision"],
            by=acting_user(request),
            now=timezone.now(),
        )
        return self.done(request, f"{step.label}：{decision.get_outcome_display()}，已记录。")

    def show(self, request: HttpRequest, form: DecisionForm | None) -> HttpResponse:
        """Show the text under review: the submitted revision, else the latest."""
        record = self.scoped_instance
        step = current_step(record)
        state = record.current_workflow_state
        revision: Revision | None = state.current_task_state.revision if state and step else record.latest_revision
        draft: InformationRecord = revision.as_object() if revision else record
        blockers = (
            decision_blockers(record=record, revision=revision, step=step, by=acting_user(request)) if step else []
        )
        context = {
            "draft": draft,
            "revision": revision,
            "step": step,
            "may_decide": step is not None and not blockers,
            "blockers": blockers,
            "content_blockers": content_blockers(draft),
            "may_still_change": step is not None or not record.live or record.has_unpublished_changes,
            "findings": personal_data_findings(draft),
            "decisions": record.decisions.select_related("decided_by"),
            "events": record.events.all(),
            "attachments": [link.attachment for link in draft.attachment_links.all()],
            "body_html": draft.body_html(),
            "form": form or DecisionForm(initial={"revision": revision.pk if revision else None}),
            "may_edit": self.permission_policy.user_has_permission(request.user, "change"),
            "may_unschedule": record.approved_schedule
            and self.permission_policy.user_has_permission(request.user, "unschedule"),
            "may_withdraw": record.live and self.permission_policy.user_has_permission(request.user, "withdraw"),
        }
        return self.respond(request, context)


class WithdrawView(RecordVerbView):
    """Take a record off the site, with the explanation everyone can read."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return self.show(request, WithdrawalForm())

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        form = WithdrawalForm(request.POST)
        if not form.is_valid():
            return self.show(request, form)
        withdraw_record(
            record_id=self.scoped_instance.pk, by=acting_user(request), now=timezone.now(), **form.cleaned_data
        )
        return self.done(request, "已撤下，原网址显示撤下说明。")

    def show(self, request: HttpRequest, form: WithdrawalForm) -> HttpResponse:
        """Show the form."""
        return self.respond(request, {"form": form, "verb": "撤下", "submit_label": "确认撤下", "is_dangerous": True})


class UnscheduleView(RecordVerbView):
    """Take back the time of a scheduled text."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        context = {"verb": "取消定时发布", "submit_label": "确认取消", "is_dangerous": True}
        return self.respond(request, context)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        cancel_schedule(record_id=self.scoped_instance.pk, by=acting_user(request))
        return self.done(request, "已取消定时发布，修改后请重新送审。")


class ReplaceView(RecordVerbView):
    """Mark a record as replaced by a newer one."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return self.show(request, ReplacementForm())

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        form = ReplacementForm(request.POST)
        if not form.is_valid():
            return self.show(request, form)
        successor: InformationRecord = form.cleaned_data["replaced_by"]
        replace_record(
            record_id=self.scoped_instance.pk, replaced_by_id=successor.pk, by=acting_user(request), now=timezone.now()
        )
        return self.done(request, f"已标注为被《{successor.title}》替代。")

    def show(self, request: HttpRequest, form: ReplacementForm) -> HttpResponse:
        """Show the form."""
        return self.respond(request, {"form": form, "verb": "标注被新文件替代", "submit_label": "确认"})
