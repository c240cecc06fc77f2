"""What an editor writes to have the public form of a file made: one withheld passage a line."""

import re
from collections.abc import Sequence
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.forms.renderers import BaseRenderer
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

_SEPARATOR: Final = re.compile(r"[|｜]")
_BOX: Final = re.compile(r"框\s*[:：]?\s*(\d{1,4})((?:\s*[,，]\s*\d{1,3}(?:\.\d{1,3})?){4})\s*")
PASSAGES_HELP: Final = (
    "一行一处，照原件写出不公开的文字，文件中每次出现都会遮盖。适用另外情形的写成“原文｜情形代码｜理由”。"
    "扫描件和图片写“框 页码,左,上,右,下”，四边按页面宽、高的百分比，如“框 1,10,20,60,25”。"
)


class PassagesForm(forms.Form):
    """Passages of one file, with the ground and the reason of all that name none of their own."""

    attachment = forms.IntegerField(widget=forms.HiddenInput)
    passages = forms.CharField(
        label="不公开的内容", widget=forms.Textarea(attrs={"rows": 6}), help_text=PASSAGES_HELP, max_length=20_000
    )
    ground = forms.ChoiceField(label="不予公开情形")
    reason = forms.CharField(label="理由", widget=forms.Textarea(attrs={"rows": 2}), help_text="理由会向社会公开。")

    def __init__(self, *args: Any, grounds: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ground"].choices = grounds  # type: ignore[attr-defined]  # of a ChoiceField

    def clean(self) -> dict[str, Any]:
        """Turn the lines into passages as services.severance takes them; every faulty line is named."""
        data: dict[str, Any] = super().clean() or {}
        faults: list[str] = []
        passages: list[dict[str, Any]] = []
        for number, line in enumerate(data.get("passages", "").splitlines(), 1):
            if not line.strip():
                continue
            parts = [part.strip() for part in _SEPARATOR.split(line)]
            if len(parts) > 3 or not parts[0]:
                faults.append(f"第 {number} 行的写法有误，应为“原文”或者“原文｜情形代码｜理由”。")
                continue
            ground = parts[1] if len(parts) > 1 else data.get("ground", "")
            reason = parts[2] if len(parts) > 2 else data.get("reason", "")
            passages.append({**_place(parts[0]), "ground": ground, "reason": reason})
        if faults:
            self.add_error("passages", ValidationError(faults))
        return data | {"passages": passages}


def _place(words: str) -> dict[str, Any]:
    """Return what a line names: a box on a page, else a text."""
    box = _BOX.fullmatch(words)
    if box is None:
        return {"text": words}
    edges = [float(edge) for edge in re.split(r"[,，]", box[2].strip().lstrip(",，"))]
    return {"box": [int(box[1]), *edges]}


class RenditionNote(forms.HiddenInput):
    """Keeps the public form of a file through the editor, and says beside the file whether there is one."""

    # A hidden field would be left out of the panel.
    input_type = "text"
    is_hidden = False

    def render(
        self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: BaseRenderer | None = None
    ) -> SafeString:
        """Render the hidden field and the words; the template is the project's own.

        The id may have been typed by anybody, so nothing of that row is shown: its download asks who it is.
        """
        rendition_id = int(value) if str(value or "").isdecimal() else None
        context = {"widget": self.get_context(name, value, attrs)["widget"], "rendition_id": rendition_id}
        return render_to_string("disclosure/admin/rendition_note.html", context)
