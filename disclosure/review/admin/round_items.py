"""Screens of review items: the list, the decision, and keeping many of one ground at once."""

from typing import Any, ClassVar

from django.contrib import messages
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.views import View
from wagtail.admin.ui.tables import Column

from disclosure.organs.permissions import acting_user
from disclosure.organs.scoping import policy_of
from disclosure.organs.viewsets import DepartmentViewSet, ListView
from disclosure.records.enums import Attribute, ThirdPartyPosition
from disclosure.records.models import InformationRecord
from disclosure.records.queries.grounds import ground_choices
from disclosure.records.queries.screens import screen_url
from disclosure.records.queries.statements import GroundStatement
from disclosure.review.enums import ItemStatus, ReviewOutcome
from disclosure.review.filters import ReviewItemFilterSet
from disclosure.review.forms import ItemDecisionForm, KeepManyForm
from disclosure.review.models import ReviewItem
from disclosure.review.queries.item_facts import default_outcome, facts_of
from disclosure.review.queries.rounds import clock_of, items_for_list
from disclosure.review.services.items import MOST_AT_ONCE, decide_item, item_refusals, keep_items
from zhifu_portal.kernel.refusals import refuse_if
from zhifu_portal.kernel.workdays import load_calendar

ROWS_OFFERED = 100
KEEP_URL = "wagtailsnippets_disclosure_reviewitem:keep"


class ItemVerbView(View):
    """Base of the screens that act on one item; the ViewSet has checked the row before."""

    model: type[ReviewItem] = ReviewItem
    permission_policy: Any = None
    reader_url_name: str | None = None
    list_url_name: str = ""
    keep_url_name: str = ""
    decide_url_name: str = ""
    scoped_instance: ReviewItem


class DecideItemView(ItemVerbView):
    """Everything a reviewer needs to decide one item, and the form."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return self.show(request, form=None)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        item = self.scoped_instance
        refuse_if(item_refusals(item=item, record=item.record, by=acting_user(request)))
        form = ItemDecisionForm(request.POST)
        if not form.is_valid():
            messages.error(request, "请选择结论，并核对填写的内容。")
            return self.show(request, form=form)
        item = decide_item(
            item_id=item.pk,
            by=acting_user(request),
            now=timezone.now(),
            **decision_of(form.cleaned_data),
        )
        messages.success(request, f"{item.get_outcome_display()}，已记录。{self._next_step(item)}")
        return redirect(self.decide_url_name, item.pk)

    @staticmethod
    def _next_step(item: ReviewItem) -> str:
        return "请拟稿人核对公开的草稿后送审。" if item.status == ItemStatus.OPENING else ""

    def show(self, request: HttpRequest, form: ItemDecisionForm | None) -> HttpResponse:
        """Show the item; the form only to who may decide it."""
        item = self.scoped_instance
        record: InformationRecord = item.record
        today = timezone.localdate()
        refusals = item_refusals(item=item, record=record, by=acting_user(request))
        facts = facts_of(item, on=today)
        context = {
            "page_title": "定期审查",
            "item": item,
            "record": record,
            "record_url": screen_url(record, "review"),
            "body_html": record.body_html(),
            "attachments": [link.attachment for link in record.attachment_links.select_related("attachment")],
            "clock": clock_of(item, on=today, calendar=load_calendar()),
            "facts": facts,
            "refusals": refusals,
            "may_decide": not refusals,
            "form": form or ItemDecisionForm(initial={"outcome": default_outcome(facts)}),
            "list_url": reverse(self.list_url_name),
        }
        return render(request, "disclosure/admin/review_item.html", context)


def decision_of(cleaned: dict[str, Any]) -> dict[str, Any]:
    """Return the arguments of the service for what the form says."""
    outcome = ReviewOutcome(cleaned["outcome"])
    decision: dict[str, Any] = {
        "outcome": outcome,
        "reason": cleaned["reason"],
        "next_review_on": cleaned["next_review_on"],
        "secret_until": cleaned["secret_until"],
    }
    if outcome != ReviewOutcome.CHANGE_GROUND:
        return decision
    said = GroundStatement(
        code=cleaned["ground"],
        reason=cleaned["reason"].strip(),
        discretion_reason=cleaned["discretion_reason"].strip(),
        third_party=ThirdPartyPosition(cleaned["third_party"]),
        third_party_reason=cleaned["third_party_reason"].strip(),
    )
    return decision | {"attribute": cleaned["attribute"], "grounds": [said] if said.code else []}


class KeepManyView(ItemVerbView):
    """批量维持: choose items of one ground, write one reason, look at it once more, keep each of them."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return self.choose(request, KeepManyForm())

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        form = KeepManyForm(request.POST)
        ids = [int(pk) for pk in request.POST.getlist("item") if pk.isdecimal()]
        chosen = items_for_list(self.pending(request).filter(pk__in=ids))[:MOST_AT_ONCE]
        if not form.is_valid() or not chosen:
            messages.error(request, "请选择审查件，并填写理由和下次审查日期。")
            return self.choose(request, form)
        if "confirm" not in request.POST:
            context = {"page_title": "批量维持", "form": form, "items": chosen, "list_url": reverse(self.keep_url_name)}
            return render(request, "disclosure/admin/review_keep_confirm.html", context)
        report = keep_items(
            item_ids=[item.pk for item in chosen], by=acting_user(request), now=timezone.now(), **form.cleaned_data
        )
        if report.kept:
            messages.success(request, f"已维持 {report.kept} 件，每一件都有单独的记录。")
        for item in chosen:
            for reason in report.refused.get(item.pk, []):
                messages.error(request, f"{item.record.index_number}：{reason}")
        return redirect(self.list_url_name)

    def pending(self, request: HttpRequest) -> QuerySet[Any]:
        """Return what this person may decide and nobody has decided yet."""
        mine = policy_of(ReviewItem).instances_user_has_any_permission_for(request.user, ["decide"])
        return mine.filter(status=ItemStatus.PENDING)

    def choose(self, request: HttpRequest, form: KeepManyForm) -> HttpResponse:
        """Show the grounds with their numbers, and the items of the one that is chosen."""
        attribute, ground = request.GET.get("attribute", ""), request.GET.get("ground", "")
        pending = self.pending(request)
        items = items_for_list(pending.filter(attribute=attribute, ground=ground))[:ROWS_OFFERED] if ground else []
        context = {
            "page_title": "批量维持",
            "form": form,
            "groups": self._groups(pending),
            "items": items,
            "is_chosen": bool(ground),
            "rows_offered": ROWS_OFFERED,
            "list_url": reverse(self.list_url_name),
        }
        return render(request, "disclosure/admin/review_keep.html", context)

    @staticmethod
    def _groups(pending: QuerySet[Any]) -> list[dict[str, Any]]:
        words = dict(ground_choices(on=timezone.localdate()))
        rows = pending.order_by("attribute", "ground").values("attribute", "ground").annotate(count=Count("pk"))
        return [
            {**row, "label": Attribute(row["attribute"]).label, "words": words.get(row["ground"], row["ground"])}
            for row in rows
        ]


class LightColumn(Column):
    """The traffic light of an item, in words."""

    cell_template_name = "disclosure/admin/review_light_cell.html"

    def __init__(self) -> None:
        super().__init__("light", label="期限")
        self._today = timezone.localdate()
        self._calendar = load_calendar()

    def get_value(self, instance: ReviewItem) -> Any:
        """Return the clock of the item; None when it is done."""
        return clock_of(instance, on=self._today, calendar=self._calendar)


class ReviewItemListView(ListView):
    """Items of the own organs, the most urgent first."""

    default_ordering = ("due_on", "pk")

    @cached_property
    def columns(self) -> list[Any]:
        return [*super().columns, LightColumn()]

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(*args, **kwargs)
        may_keep = policy_of(ReviewItem).user_has_permission(self.request.user, "decide")
        return context | {"keep_url": reverse(KEEP_URL) if may_keep else ""}


class ReviewItemViewSet(DepartmentViewSet):
    """定期审查: what waits for review, what was decided and why."""

    model = ReviewItem
    icon = "tasks"
    menu_label = "定期审查"
    menu_name = "review-items"
    menu_order = 140
    add_to_admin_menu = True
    inspect_view_enabled = False
    index_view_class = ReviewItemListView
    index_template_name = "disclosure/admin/review_item_list.html"
    filterset_class = ReviewItemFilterSet
    list_display: ClassVar = ["record", "ground", "organ", "round", "status", "outcome", "due_on"]
    list_export: ClassVar = [
        "record.index_number",
        "record.title",
        "organ",
        "round.period",
        "attribute",
        "ground",
        "status",
        "assigned_on",
        "due_on",
        "outcome",
        "reason",
        "next_review_on",
        "decided_by",
        "decided_at",
    ]
    export_filename = "review-items"
    search_fields: ClassVar = ["record__title", "record__index_number"]
    search_backend_name = None

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return items_for_list(super().get_queryset(request)).select_related("decided_by")

    @property
    def reader_url_name(self) -> str:
        """The one page of an item is where it is decided."""
        return self.get_url_name("decide")

    def get_urlpatterns(self) -> list[URLPattern]:
        names = {f"{name}_url_name": self.get_url_name(name) for name in ("list", "keep", "decide")}
        return [
            *super().get_urlpatterns(),
            path("decide/<int:pk>/", self.construct_view(DecideItemView, **names), name="decide"),
            path("keep/", self.construct_view(KeepManyView, **names), name="keep"),
        ]
