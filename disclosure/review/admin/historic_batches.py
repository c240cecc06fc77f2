"""认定记录: what a confirmation determined, what is still missing before it can go out, and the way back."""

from dataclasses import dataclass
from typing import Any, Final

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views import View
from wagtail.snippets.views.snippets import InspectView

from disclosure.organs.permissions import acting_user
from disclosure.records.models import Determination
from disclosure.review.admin.historic_forms import NoteForm
from disclosure.review.models import HistoricBatch
from disclosure.review.queries.historic_batches import determinations_of, kept_in, opening_gaps
from disclosure.review.services.historic import undo_batch

ROWS_PER_PAGE: Final = 20


@dataclass(frozen=True)
class BatchLine:
    """One document of a confirmation as the page shows it."""

    word: Determination
    is_taken_back: bool
    missing: list[str]


class HistoricBatchInspectView(InspectView):
    """Every document with what was determined; for what is to be open, what is missing before it can be submitted."""

    template_name = "disclosure/admin/historic_batch.html"
    page_title = "历史公文认定"
    undo_url_name: str = ""
    object: HistoricBatch
    permission_policy: Any = None

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        batch = self.object
        page = Paginator(determinations_of(batch), ROWS_PER_PAGE).get_page(self.request.GET.get("p"))
        kept = kept_in(batch)
        lines = [
            BatchLine(word, is_taken_back := word.record_id not in kept, [] if is_taken_back else opening_gaps(word))
            for word in page.object_list
        ]
        may_undo = bool(kept) and self.permission_policy.user_has_permission(self.request.user, "undo")
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {
            "batch": batch,
            "page_obj": page,
            "lines": lines,
            "undo_url": reverse(self.undo_url_name, args=[batch.pk]) if may_undo else "",
        }


class UndoBatchView(View):
    """Asks why, then takes a confirmation back as far as nobody has gone on from it."""

    model = HistoricBatch
    permission_policy: Any = None
    reader_url_name: str | None = None
    inspect_url_name: str = ""
    scoped_instance: HistoricBatch

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return self.show(request, NoteForm())

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        form = NoteForm(request.POST)
        if not form.is_valid():
            return self.show(request, form)
        batch = self.scoped_instance
        report = undo_batch(
            batch_id=batch.pk, note=form.cleaned_data["note"], by=acting_user(request), now=timezone.now()
        )
        messages.success(request, f"已撤销 {report.undone} 件，这些公文恢复为未认定。")
        for kept in report.kept:
            messages.warning(request, f"保留 {kept.index_number}《{kept.title}》：{''.join(kept.reasons)}")
        return redirect(self.inspect_url_name, batch.pk)

    def show(self, request: HttpRequest, form: NoteForm) -> HttpResponse:
        """Show the form."""
        context = {
            "batch": self.scoped_instance,
            "form": form,
            "page_title": "撤销认定",
            "inspect_url": reverse(self.inspect_url_name, args=[self.scoped_instance.pk]),
        }
        return render(request, "disclosure/admin/historic_undo.html", context)
