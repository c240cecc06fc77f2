"""Screens of the secrecy review: its form and its replies, findings settled one by one, referrals that wait."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.contrib.auth.models import User
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.views import View
from wagtail.admin.menu import MenuItem
from wagtail.models import Revision

from disclosure.organs.enums import Role
from disclosure.organs.permissions import acting_user, scope_of
from disclosure.organs.scoping import policy_of
from disclosure.records.admin.secrecy_forms import GroundsForm, ReplyForm, SecrecyForm
from disclosure.records.enums import ReviewStep, SecrecyResult
from disclosure.records.models import InformationRecord, SecrecyReview
from disclosure.records.queries.blockers import decision_blockers
from disclosure.records.queries.digests import content_digest
from disclosure.records.queries.findings import present_findings
from disclosure.records.queries.secrecy import secrecy_review_for, waiting_referrals
from disclosure.records.queries.steps import current_step
from disclosure.records.services.findings import (
    CONFIRM_ROLES,
    JUSTIFY_ROLES,
    check_findings,
    confirm_finding,
    justify_finding,
    reject_finding,
)
from disclosure.records.services.secrecy_review import decide_secrecy, record_reply
from zhifu_portal.kernel.refusals import refuse_if

STEP = ReviewStep.SECRECY_REVIEW
# The list of the base model holds the referrals of every kind of record.
REFERRALS_URL_NAME = "wagtailsnippets_disclosure_informationrecord:referrals"


def revision_under_review(record: InformationRecord) -> Revision | None:
    """Return the text that waits at the record's step, else the latest one."""
    state = record.current_workflow_state
    if state is not None and state.current_task_state is not None and current_step(record) is not None:
        revision: Revision = state.current_task_state.revision
        return revision
    return record.latest_revision


def secrecy_context(
    record: InformationRecord, *, by: User, url_names: Mapping[str, str], form: GroundsForm | None = None
) -> dict[str, Any]:
    """Return what the parts secrecy_*.html show: findings with what may be done, the review, its form if it waits.

    `url_names` holds the URL names of the screens `secrecy`, `secrecy_reply`, `findings` and `review`.
    """
    scope = scope_of(by)
    revision = revision_under_review(record)
    review = secrecy_review_for(record, content_digest(revision)) if revision else None
    waits = review is not None and review.result == SecrecyResult.REFERRED and review.replied_on is None
    at_step = revision is not None and current_step(record) == STEP
    blockers = decision_blockers(record=record, revision=revision, step=STEP, by=by) if revision and at_step else []
    form_class = ReplyForm if waits else SecrecyForm
    initial = {"revision": revision.pk if revision else None}
    return {
        "record": record,
        "page_title": "保密审查",
        "secrecy_reviews": record.secrecy_reviews.select_related("decided_by").prefetch_related("grounds"),
        "referral": review if waits else None,
        "days_waiting": _days_since(review) if waits and review else None,
        "at_secrecy_step": at_step,
        "secrecy_blockers": blockers,
        "secrecy_form": (form or form_class(initial=initial)) if at_step and not blockers else None,
        "secrecy_form_url": reverse(url_names["secrecy_reply" if waits else "secrecy"], args=[record.pk]),
        "present_findings": present_findings(record),
        "findings_url": reverse(url_names["findings"], args=[record.pk]),
        "review_url": reverse(url_names["review"], args=[record.pk]),
        "referrals_url": reverse(REFERRALS_URL_NAME),
        "may_check": scope.has(JUSTIFY_ROLES | CONFIRM_ROLES, record.organ_id),
        "may_justify": scope.has(JUSTIFY_ROLES, record.organ_id),
        "may_confirm": scope.has(CONFIRM_ROLES, record.organ_id),
        "reader": by,
    }


def _days_since(referral: SecrecyReview) -> int | None:
    return (timezone.localdate() - referral.referred_on).days if referral.referred_on else None


class SecrecyScreen(View):
    """Base of the screens about one record; the ViewSet has checked the row before."""

    model: type[InformationRecord] = InformationRecord
    permission_policy: Any = None
    reader_url_name: str | None = None
    secrecy_url_name: str = ""
    secrecy_reply_url_name: str = ""
    findings_url_name: str = ""
    review_url_name: str = ""
    scoped_instance: InformationRecord
    template_name = "disclosure/admin/secrecy_review.html"

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return self.show(request)

    def show(self, request: HttpRequest, form: GroundsForm | None = None) -> HttpResponse:
        """Render the findings, the reviews so far and the form."""
        url_names = {
            "secrecy": self.secrecy_url_name,
            "secrecy_reply": self.secrecy_reply_url_name,
            "findings": self.findings_url_name,
            "review": self.review_url_name,
        }
        context = secrecy_context(self.scoped_instance, by=acting_user(request), url_names=url_names, form=form)
        return render(request, self.template_name, context)

    def refuse_outsiders(self, request: HttpRequest) -> None:
        """Say at once, before any field is judged, why this person may not decide this step now."""
        record = self.scoped_instance
        revision = revision_under_review(record)
        if revision is None or current_step(record) != STEP:
            refuse_if([f"该信息目前不在“{STEP.label}”环节，可能已经由他人办理。"])
        else:
            refuse_if(decision_blockers(record=record, revision=revision, step=STEP, by=acting_user(request)))


class SecrecyReviewView(SecrecyScreen):
    """The form of the step: 可公开, 不可公开 or 待确定."""

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        self.refuse_outsiders(request)
        form = SecrecyForm(request.POST)
        if not form.is_valid():
            return self.show(request, form)
        review = decide_secrecy(
            record_id=self.scoped_instance.pk,
            revision_id=form.cleaned_data["revision"],
            result=SecrecyResult(form.cleaned_data["result"]),
            ground_codes=form.cleaned_data["grounds"],
            reason=form.cleaned_data["reason"],
            referred_to=form.cleaned_data["referred_to"],
            referred_on=form.cleaned_data["referred_on"],
            by=acting_user(request),
            now=timezone.now(),
        )
        messages.success(request, f"保密审查：{review.get_result_display()}，已记录。")
        return redirect(self.review_url_name, self.scoped_instance.pk)


class SecrecyReplyView(SecrecyScreen):
    """The reply to a referral."""

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        self.refuse_outsiders(request)
        form = ReplyForm(request.POST)
        if not form.is_valid():
            return self.show(request, form)
        review = record_reply(
            record_id=self.scoped_instance.pk,
            revision_id=form.cleaned_data["revision"],
            result=SecrecyResult(form.cleaned_data["result"]),
            ground_codes=form.cleaned_data["grounds"],
            reply=form.cleaned_data["reply"],
            replied_on=form.cleaned_data["replied_on"],
            by=acting_user(request),
            now=timezone.now(),
        )
        messages.success(request, f"已登记答复，保密审查：{review.get_result_display()}。")
        return redirect(self.review_url_name, self.scoped_instance.pk)


class FindingsView(SecrecyScreen):
    """Findings one by one: check again, justify, confirm, reject."""

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        by, now = acting_user(request), timezone.now()
        action, reason = request.POST.get("action", ""), request.POST.get("reason", "")
        if action == "check":
            found = check_findings(record_id=self.scoped_instance.pk, by=by, now=now)
            messages.success(request, f"已检查最新版本，发现 {len(found)} 处。")
        else:
            finding_id = self._finding_id(request)
            if action == "justify":
                justify_finding(finding_id=finding_id, reason=reason, by=by, now=now)
            elif action == "confirm":
                confirm_finding(finding_id=finding_id, by=by, now=now)
            elif action == "reject":
                reject_finding(finding_id=finding_id, reason=reason, by=by, now=now)
            else:
                refuse_if(["请选择要办理的事项。"])
            messages.success(request, "已记录。")
        return redirect(f"{reverse(self.findings_url_name, args=[self.scoped_instance.pk])}#findings-heading")

    def _finding_id(self, request: HttpRequest) -> int:
        """Return the finding of this record that the form names; a row of another record does not exist here."""
        number = request.POST.get("finding", "")
        refuse_if([] if number else ["请选择要办理的一处。"])
        if not number.isdecimal() or not self.scoped_instance.findings.filter(pk=int(number)).exists():
            raise Http404
        return int(number)


class ReferralsView(View):
    """待确定: what was referred and waits for a reply, in the organs whose records the person sees."""

    model: type[InformationRecord] = InformationRecord
    permission_policy: Any = None
    reader_url_name: str | None = None
    secrecy_url_name: str = ""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        records = policy_of(self.model).instances_user_has_any_permission_for(request.user, ["view"])
        rows = [
            {"referral": waiting, "url": reverse(self.secrecy_url_name, args=[waiting.review.record_id])}
            for waiting in waiting_referrals(records=records, on=timezone.localdate())
        ]
        context = {"rows": rows, "page_title": "待确定事项"}
        return render(request, "disclosure/admin/secrecy_referrals.html", context)


class ReferralsMenuItem(MenuItem):
    """An entry for those who refer and those who watch over it."""

    def is_shown(self, request: HttpRequest) -> bool:
        scope = scope_of(request.user)
        return bool(scope.organs_with({Role.SECRECY_REVIEWER}) or scope.office_wide)


def referrals_item() -> MenuItem:
    """Hook register_admin_menu_item: 待确定事项."""
    return ReferralsMenuItem("待确定事项", reverse(REFERRALS_URL_NAME), name="referrals", icon_name="help", order=106)


def secrecy_paths(viewset: Any) -> list[URLPattern]:
    """Return the addresses of these screens for the ViewSet of a kind of record."""
    named = {
        f"{name}_url_name": viewset.get_url_name(name) for name in ("secrecy", "secrecy_reply", "findings", "review")
    }
    referrals = viewset.construct_view(ReferralsView, secrecy_url_name=named["secrecy_url_name"])
    return [
        path("secrecy/<int:pk>/", viewset.construct_view(SecrecyReviewView, **named), name="secrecy"),
        path("secrecy-reply/<int:pk>/", viewset.construct_view(SecrecyReplyView, **named), name="secrecy_reply"),
        path("findings/<int:pk>/", viewset.construct_view(FindingsView, **named), name="findings"),
        path("referrals/", referrals, name="referrals"),
    ]
