"""制作公开件: the screen on which an editor has the public forms of a record's files made."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.views import View

from disclosure.organs.permissions import acting_user
from disclosure.records.admin.severance_forms import PassagesForm
from disclosure.records.models import AttachmentRendition, InformationRecord
from disclosure.records.queries.grounds import ground_choices
from disclosure.records.queries.severance import latest_draft, severance_gaps
from disclosure.records.queries.steps import current_step
from disclosure.records.services.severance import drop_rendition, sever_attachment
from zhifu_portal.kernel.files import FileKind
from zhifu_portal.kernel.files.severing import SEVERABLE_KINDS
from zhifu_portal.kernel.refusals import Refused, refuse_if


class RenditionsView(View):
    """Every file of the latest text with its public form, and the form that makes one; editors of the organ only."""

    model: type[InformationRecord] = InformationRecord
    permission_policy: Any = None
    reader_url_name: str | None = None
    renditions_url_name: str = ""
    review_url_name: str = ""
    edit_url_name: str = ""
    scoped_instance: InformationRecord

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return self.show(request, faulty=None)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Make the public form of a file, or take it out."""
        record, by = self.scoped_instance, acting_user(request)
        if request.POST.get("action") == "drop":
            number = request.POST.get("attachment", "")
            refuse_if([] if number.isdecimal() else ["请选择附件。"])
            drop_rendition(record_id=record.pk, attachment_id=int(number), by=by)
            messages.success(request, "已停用公开件，公开的将是原件。需要部分公开的，请重新制作。")
            return self.done()
        form = PassagesForm(request.POST, grounds=ground_choices(on=timezone.localdate()))
        if not form.is_valid():
            return self.show(request, faulty=form)
        try:
            made = sever_attachment(
                record_id=record.pk,
                attachment_id=form.cleaned_data["attachment"],
                passages=form.cleaned_data["passages"],
                by=by,
                now=timezone.now(),
            )
        except Refused as refused:
            # The lines stay in the form: what somebody has looked up in a file is not typed twice.
            for reason in refused.reasons:
                messages.error(request, reason)
            return self.show(request, faulty=form)
        messages.success(request, f"已制作“{made.rendition.title}”，请打开核对后送审。")
        return self.done()

    def done(self) -> HttpResponse:
        """Show the files as they are now."""
        return redirect(self.renditions_url_name, self.scoped_instance.pk)

    def show(self, request: HttpRequest, *, faulty: PassagesForm | None) -> HttpResponse:
        """Show every file of the latest text."""
        record = self.scoped_instance
        draft = latest_draft(record)
        is_busy = current_step(record) is not None
        choices = ground_choices(on=timezone.localdate())
        links = list(draft.attachment_links.all())
        rows = [self._row(link, draft, choices, faulty=faulty) for link in links]
        context = {
            "page_title": "制作公开件",
            "record": record,
            "draft": draft,
            "rows": rows,
            "is_busy": is_busy,
            "gaps": severance_gaps(draft),
            "grounds": choices,
            "review_url": reverse(self.review_url_name, args=[record.pk]),
            "edit_url": reverse(self.edit_url_name, args=[record.pk]),
        }
        return render(request, "disclosure/admin/record_renditions.html", context)

    @staticmethod
    def _row(
        link: Any, draft: InformationRecord, choices: Sequence[tuple[str, str]], *, faulty: PassagesForm | None
    ) -> dict[str, Any]:
        made = AttachmentRendition.objects.filter(rendition_id=link.rendition_id).first() if link.rendition_id else None
        is_faulty = faulty is not None and faulty.data.get("attachment") == str(link.attachment_id)
        initial = {"attachment": link.attachment_id, "ground": draft.ground, "reason": draft.ground_reason}
        kind = link.attachment.kind
        return {
            "attachment": link.attachment,
            "rendition": link.rendition,
            "made": made,
            "can_be_severed": kind in SEVERABLE_KINDS,
            "kind_label": FileKind(kind).label if kind in FileKind.values else kind,
            "form": faulty
            if is_faulty
            else PassagesForm(grounds=choices, initial=initial, auto_id=f"id_{link.attachment_id}_%s"),
        }


def severance_paths(viewset: Any) -> list[URLPattern]:
    """Return the address of this screen for the ViewSet of a kind of record."""
    names = {f"{name}_url_name": viewset.get_url_name(name) for name in ("renditions", "review", "edit")}
    return [path("renditions/<int:pk>/", viewset.construct_view(RenditionsView, **names), name="renditions")]
