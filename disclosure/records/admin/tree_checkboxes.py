"""Checkboxes for the entries of a tree: a folding group for each top entry, open where something is chosen."""

from collections.abc import Iterable
from typing import Any, Final

from django.forms import CheckboxSelectMultiple
from django.forms.renderers import BaseRenderer
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

TEMPLATE: Final = "disclosure/admin/tree_checkboxes.html"


class TreeCheckboxes(CheckboxSelectMultiple):
    """Several of the rows of a model with `parent`, `name` and an order among siblings."""

    def render(
        self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: BaseRenderer | None = None
    ) -> SafeString:
        """Render with a template of the project, which the renderer of forms does not look for."""
        widget = self.get_context(name, value, attrs)["widget"]
        options = [option for _label, group, _index in widget["optgroups"] for option in group]
        return render_to_string(TEMPLATE, {"widget": widget, "groups": grouped(options)})


def grouped(options: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return options as groups in the order of their top entries; every option gets the name inside its group.

    The options come in the order of the model: siblings in their own order, parents and children mixed.
    """
    groups: dict[int, dict[str, Any]] = {}
    children: list[tuple[int, dict[str, Any]]] = []
    for option in options:
        row = option["value"].instance
        option["name_in_group"] = row.name
        if row.parent_id is None:
            groups[row.pk] = {"label": row.name, "top": option, "options": [], "chosen": int(option["selected"])}
        else:
            children.append((row.parent_id, option))
    for parent_id, option in children:
        row = option["value"].instance
        empty: dict[str, Any] = {"label": str(row.parent), "top": None, "options": [], "chosen": 0}
        group = groups.setdefault(parent_id, empty)
        group["options"].append(option)
        group["chosen"] += int(option["selected"])
    return list(groups.values())
