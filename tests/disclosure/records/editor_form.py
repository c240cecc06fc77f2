"""The form of the record editor as a browser would send it."""

from bs4 import BeautifulSoup
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield


def form_of(client, address):
    """Return what the editor's form would send; the browser makes the fields of the body itself."""
    form = BeautifulSoup(client.get(address).content, "html.parser").select_one("form[data-edit-form]")
    for empty_form in form.select("template"):
        empty_form.decompose()
    values = {}
    for field in form.select("input[name]"):
        if field.get("type") not in {"checkbox", "radio"}:
            values.setdefault(field["name"], []).append(field.get("value", ""))
        elif field.has_attr("checked"):
            values.setdefault(field["name"], []).append(field.get("value", "on"))
    for field in form.select("textarea[name]"):
        values[field["name"]] = [field.text]
    for select in form.select("select[name]"):
        values[select["name"]] = [option["value"] for option in select.select("option[selected]")]
    return values | nested_form_data({"body": streamfield([("text", rich_text("<p>演示数据正文。</p>"))])})
