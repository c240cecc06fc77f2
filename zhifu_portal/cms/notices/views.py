"""A person's own notices: nobody else's can be reached here."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views import View

from disclosure.organs.enums import Role
from disclosure.organs.permissions import acting_user, scope_of
from zhifu_portal.cms.notices.bell import unread_count
from zhifu_portal.cms.notices.forms import PreferenceForm, ShownUntilForm
from zhifu_portal.kernel.notices import Notice
from zhifu_portal.kernel.notices.models import NoticePreference
from zhifu_portal.kernel.notices.services import mark_all_read, mark_read, set_preferences

PAGE_SIZE = 20


class NoticeList(View):
    """通知: own notices, newest first, all or unread."""

    def get(self, request: HttpRequest) -> HttpResponse:
        notices = Notice.objects.filter(recipient=acting_user(request))
        only_unread = request.GET.get("unread") == "1"
        shown = notices.unread() if only_unread else notices
        scope = scope_of(request.user)
        context = {
            "page_title": "通知",
            "page_obj": Paginator(shown, PAGE_SIZE).get_page(request.GET.get("page")),
            "only_unread": only_unread,
            "unread": unread_count(request),
            "until": timezone.now().isoformat(timespec="microseconds"),
            "may_set_texts": scope.is_superuser or scope.has({Role.DISCLOSURE_OFFICE}, None),
        }
        return render(request, "cms/admin/notices/list.html", context)


class NoticeDetail(View):
    """One notice with its words and the way to the work."""

    def get(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        notice = get_object_or_404(Notice, pk=pk, recipient=acting_user(request))
        return render(request, "cms/admin/notices/detail.html", {"page_title": notice.subject, "notice": notice})


class ReadOne(View):
    """标为已读, and on to the work where that was asked for."""

    http_method_names = ("post",)

    def post(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        notice = get_object_or_404(Notice, pk=pk, recipient=acting_user(request))
        mark_read(notice_ids=[notice.pk], by=acting_user(request), now=timezone.now())
        # Within the site: notify() and the database accept no other address.
        return redirect(notice.url if "open" in request.POST else "notices:list")


class ReadAll(View):
    """全部标为已读: what the person was shown, not what has come since."""

    http_method_names = ("post",)

    def post(self, request: HttpRequest) -> HttpResponse:
        form = ShownUntilForm(request.POST)
        now = timezone.now()
        until = form.cleaned_data.get("until") if form.is_valid() else None
        marked = mark_all_read(by=acting_user(request), made_before=until or now, now=now)
        messages.success(request, f"{marked} 条通知已标为已读。")
        return redirect("notices:list")


class Preferences(View):
    """通知方式: by mail at once, once a day, or in the site only."""

    def get(self, request: HttpRequest) -> HttpResponse:
        return self._show(request, PreferenceForm(wishes=self._wishes(request)))

    def post(self, request: HttpRequest) -> HttpResponse:
        form = PreferenceForm(request.POST, wishes=self._wishes(request))
        if not form.is_valid():
            return self._show(request, form)
        set_preferences(by=acting_user(request), wishes=form.wishes())
        messages.success(request, "通知方式已保存，对今后的通知有效。")
        return redirect("notices:list")

    @staticmethod
    def _wishes(request: HttpRequest) -> dict[str, str]:
        rows = NoticePreference.objects.filter(person=acting_user(request))
        return dict(rows.values_list("event", "mail"))

    @staticmethod
    def _show(request: HttpRequest, form: PreferenceForm) -> HttpResponse:
        context: dict[str, Any] = {"page_title": "通知方式", "form": form, "address": acting_user(request).email}
        return render(request, "cms/admin/notices/preferences.html", context)
