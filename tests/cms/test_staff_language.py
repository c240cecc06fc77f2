"""The staff screens speak Chinese where Wagtail's own translation stops."""

import ast
import gettext
import json
import re
from pathlib import Path

import pytest
from django.utils import translation
from django.utils.translation import gettext as translated
from django.utils.translation import ngettext

import zhifu_portal.cms

FOLDER = Path(zhifu_portal.cms.__file__).parent / "locale" / "zh_Hans" / "LC_MESSAGES"
LINE = re.compile(r'^(msgid|msgid_plural|msgstr(?:\[0\])?) (".*")$', re.MULTILINE)


def written(path: Path) -> dict[str, str]:
    """Return what the text file says: message → translation."""
    lines = [(kind, ast.literal_eval(text)) for kind, text in LINE.findall(path.read_text(encoding="utf-8"))]
    messages = [text for kind, text in lines if kind == "msgid"]
    translations = [text for kind, text in lines if kind.startswith("msgstr")]
    return {message: text for message, text in zip(messages, translations, strict=True) if message}


@pytest.mark.parametrize("domain", ["django", "djangojs"])
def test_the_compiled_catalogue_is_that_of_the_text_file(domain):
    with (FOLDER / f"{domain}.mo").open("rb") as file:
        catalogue = gettext.GNUTranslations(file)
    expected = written(FOLDER / f"{domain}.po")
    assert len(expected) > 10
    assert {message: catalogue.gettext(message) for message in expected} == expected


def test_our_words_come_before_those_of_wagtail():
    with translation.override("zh-hans"):
        assert translated("New: %(model_name)s") == "新增%(model_name)s"
        assert translated("Table headers") == "表头"
        assert ngettext("Referenced %(count)s time", "Referenced %(count)s times", 3) == "使用 %(count)s 次"


@pytest.mark.django_db
def test_the_scripts_of_the_editor_get_our_words_too(client):
    assert json.dumps("插入内容块") in client.get("/cms/jsi18n/").content.decode()
