"""The verbs of a public or scheduled record: withdraw, replace, take back its time."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views import View

from disclosure.organs.permissions import acting_user
from disclosure.records.forms import ReplacementForm, WithdrawalForm
from disclosure.records.models import InformationRecord
from disclosure.records.services.publication import cancel_schedule, replace_record, withdraw_record


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
    renditions_url_name: str = ""
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
            "renditions_url": reverse(self.renditions_url_name, args=[record.pk]),
        }
        return render(request, self.template_name, base | context)

    def done(self, request: HttpRequest, message: str) -> HttpResponse:
        """Say what was done and show the record."""
        messages.success(request, message)
        return redirect(self.review_url_name, self.scoped_instance.pk)


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
