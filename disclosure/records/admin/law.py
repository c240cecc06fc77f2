"""Staff screens of the rows of law: what has decided something is ended or superseded, never rewritten."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar, Final

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, reverse
from django.views import View
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.snippets.views.snippets import CreateView, EditView

from disclosure.organs.permissions import acting_user
from disclosure.organs.viewsets import DepartmentViewSet
from disclosure.records.admin.law_forms import (
    GroundWordsForm,
    LimitWordsForm,
    NewWordsForm,
    RepealForm,
    ground_words,
    limit_words,
    term,
)
from disclosure.records.admin.tree_checkboxes import TreeCheckboxes
from disclosure.records.models import DisclosureLimit, Ground
from disclosure.records.queries.law import Use, use_of_ground, use_of_limit
from disclosure.records.services import law
from zhifu_portal.kernel.refusals import Refused


@dataclass(frozen=True)
class Acts:
    """What can be done with a kind of row: each one call of a service, with what a form says and who says it."""

    add: Callable[[dict[str, Any], Any], Any]
    amend: Callable[[Any, dict[str, Any], Any], Any]
    end: Callable[[Any, dict[str, Any], Any], Any]
    supersede: Callable[[Any, dict[str, Any], Any], Any]
    use_of: Callable[[Any], Use]
    words_form: type[NewWordsForm]


GROUND_ACTS: Final = Acts(
    add=lambda data, by: law.add_ground(code=data["code"], words=ground_words(data), term=term(data), by=by),
    amend=lambda row, data, by: law.amend_ground(ground_id=row.pk, words=ground_words(data), term=term(data), by=by),
    end=lambda row, data, by: law.end_ground(ground_id=row.pk, by=by, **data),
    supersede=lambda row, data, by: law.supersede_ground(
        ground_id=row.pk, words=ground_words(data), effective_on=data["effective_on"], by=by
    ),
    use_of=use_of_ground,
    words_form=GroundWordsForm,
)
LIMIT_ACTS: Final = Acts(
    add=lambda data, by: law.add_limit(code=data["code"], words=limit_words(data), term=term(data), by=by),
    amend=lambda row, data, by: law.amend_limit(limit_id=row.pk, words=limit_words(data), term=term(data), by=by),
    end=lambda row, data, by: law.end_limit(limit_id=row.pk, by=by, **data),
    supersede=lambda row, data, by: law.supersede_limit(
        limit_id=row.pk, words=limit_words(data), effective_on=data["effective_on"], by=by
    ),
    use_of=use_of_limit,
    words_form=LimitWordsForm,
)
ACTS: Final[dict[type[Any], Acts]] = {Ground: GROUND_ACTS, DisclosureLimit: LIMIT_ACTS}


class RefusalsOnForm:
    """Shows what the service refuses above the form; nothing typed is lost."""

    request: HttpRequest
    model: type[Any]
    form: Any

    def form_valid(self, form: Any) -> HttpResponse:
        """Save, or show the form again with every reason."""
        try:
            response: HttpResponse = super().form_valid(form)  # type: ignore[misc]  # of the stock view mixed with
        except Refused as refused:
            form.add_error(None, refused.reasons)
            self.produced_error_message = self.get_error_message()  # type: ignore[attr-defined]  # of the stock view
            response = self.form_invalid(form)  # type: ignore[attr-defined]  # of the stock view mixed with
        return response


class LawCreateView(RefusalsOnForm, CreateView):
    """Begins a row through the service."""

    def save_instance(self) -> Any:
        return ACTS[self.model].add(self.form.cleaned_data, acting_user(self.request))


class LawEditView(RefusalsOnForm, EditView):
    """Corrects a row that has decided nothing; one that has is led to the screen that supersedes it."""

    supersede_url_name: str = ""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if ACTS[self.model].use_of(self.object).is_used:
            messages.warning(request, "该条文已有认定或者期限引用，原文保留；如有变化，请废止并设立新条文。")
            return redirect(self.supersede_url_name, self.object.pk)
        response: HttpResponse = super().get(request, *args, **kwargs)
        return response

    def save_instance(self) -> Any:
        return ACTS[self.model].amend(self.object, self.form.cleaned_data, acting_user(self.request))


class LawVerbView(View):
    """Base of ending and superseding: the present words, a form, one call of a service."""

    model: type[Any] = Ground
    permission_policy: Any = None
    reader_url_name: str | None = None
    list_url_name: str = ""
    end_url_name: str = ""
    scoped_instance: Any
    verb: str
    submit_label: str

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return self.show(request, self.empty_form())

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        form = self.filled_form(request)
        if not form.is_valid():
            return self.show(request, form)
        try:
            self.act(form.cleaned_data, acting_user(request))
        except Refused as refused:
            form.add_error(None, refused.reasons)
            return self.show(request, form)
        messages.success(request, f"{self.verb}：“{self.scoped_instance}”，已记录。")
        return redirect(self.list_url_name)

    def show(self, request: HttpRequest, form: Form | NewWordsForm) -> HttpResponse:
        """Draw the screen."""
        row = self.scoped_instance
        context = {
            "row": row,
            "verb": self.verb,
            "submit_label": self.submit_label,
            "form": form,
            "facts": [(field.verbose_name, _shown(row, field)) for field in row._meta.fields if not field.primary_key],
            "list_url": reverse(self.list_url_name),
            "end_url": reverse(self.end_url_name, args=[row.pk]) if isinstance(form, NewWordsForm) else "",
        }
        return render(request, "disclosure/admin/law_change.html", context)

    def empty_form(self) -> Form | NewWordsForm:
        """Return the form to fill in."""
        raise NotImplementedError

    def filled_form(self, request: HttpRequest) -> Form | NewWordsForm:
        """Return the form with what was sent."""
        raise NotImplementedError

    def act(self, data: dict[str, Any], by: Any) -> None:
        """Do it."""
        raise NotImplementedError


def _shown(row: Any, field: Any) -> Any:
    display = getattr(row, f"get_{field.name}_display", None)
    value = display() if display else getattr(row, field.name)
    return "—" if value in (None, "") else value


class EndView(LawVerbView):
    """废止: the row is in force no longer from a day on."""

    verb = "废止"
    submit_label = "确认废止"

    def empty_form(self) -> Form:
        return RepealForm()

    def filled_form(self, request: HttpRequest) -> Form:
        return RepealForm(request.POST)

    def act(self, data: dict[str, Any], by: Any) -> None:
        ACTS[self.model].end(self.scoped_instance, data, by)


class SupersedeView(LawVerbView):
    """废止并设立新条文: one act that ends the row and begins another of its code."""

    verb = "废止并设立新条文"
    submit_label = "废止并设立新条文"

    def empty_form(self) -> NewWordsForm:
        return ACTS[self.model].words_form(instance=self.scoped_instance)

    def filled_form(self, request: HttpRequest) -> NewWordsForm:
        return ACTS[self.model].words_form(request.POST, instance=self.scoped_instance)

    def act(self, data: dict[str, Any], by: Any) -> None:
        ACTS[self.model].supersede(self.scoped_instance, data, by)


class LawViewSet(DepartmentViewSet):
    """Base of the screens of law."""

    add_view_class = LawCreateView
    edit_view_class = LawEditView
    icon = "list-ol"
    add_to_settings_menu = True
    search_backend_name = None

    def get_edit_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        """Tell the editor where a row that is used is superseded."""
        view_kwargs: dict[str, Any] = super().get_edit_view_kwargs(
            supersede_url_name=self.get_url_name("supersede"), **kwargs
        )
        return view_kwargs

    def get_urlpatterns(self) -> list[URLPattern]:
        names = {"list_url_name": self.get_url_name("list"), "end_url_name": self.get_url_name("end")}
        return [
            *super().get_urlpatterns(),
            path("end/<int:pk>/", self.construct_view(EndView, **names), name="end"),
            path("supersede/<int:pk>/", self.construct_view(SupersedeView, **names), name="supersede"),
        ]


class GroundViewSet(LawViewSet):
    """不予公开情形: the grounds of 条例第十四条至第十六条, wording by wording."""

    model = Ground
    menu_label = "不予公开情形"
    menu_order = 335
    list_display: ClassVar = ["code", "name", "article", "force", "effective_on", "repealed_on"]
    list_filter: ClassVar = ["force"]
    search_fields: ClassVar = ["code", "name", "text"]
    panels: ClassVar = [
        FieldRowPanel([FieldPanel("code"), FieldPanel("article")]),
        FieldPanel("name"),
        FieldPanel("text"),
        FieldPanel("force"),
        FieldRowPanel([FieldPanel("effective_on"), FieldPanel("repealed_on")]),
    ]


class DisclosureLimitViewSet(LawViewSet):
    """公开期限: the limits other than twenty working days."""

    model = DisclosureLimit
    menu_label = "公开期限"
    menu_order = 336
    list_display: ClassVar = ["subject", "amount", "unit", "starts_from", "basis", "effective_on", "repealed_on"]
    list_filter: ClassVar = ["unit"]
    search_fields: ClassVar = ["code", "subject", "basis"]
    panels: ClassVar = [
        FieldRowPanel([FieldPanel("code"), FieldPanel("subject")]),
        FieldRowPanel([FieldPanel("amount"), FieldPanel("unit"), FieldPanel("starts_from")]),
        FieldPanel("basis"),
        FieldPanel("catalog_entries", widget=TreeCheckboxes),
        FieldRowPanel([FieldPanel("effective_on"), FieldPanel("repealed_on")]),
    ]
