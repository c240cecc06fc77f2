"""Start-up lines of Wagtail's widgets leave the server as data."""

import pytest
from django.http import HttpResponse, JsonResponse, StreamingHttpResponse
from django.test import RequestFactory

from zhifu_portal.cms.inert_scripts import InertScriptsMiddleware, start_script

PAGE = '<p>&lt;script&gt;</p><script src="a.js"></script><script>new PageChooser("id_page", {});</script>'
INERT_PAGE = PAGE.replace("<script>new", "<script type=text/plain data-start>new")


def passed(path, response):
    return InertScriptsMiddleware(lambda request: response)(RequestFactory().get(path))


def test_inline_scripts_of_the_cms_become_data_and_nothing_else_changes():
    assert passed("/cms/pages/", HttpResponse(PAGE)).content.decode() == INERT_PAGE


def test_dialogues_carry_their_html_in_json():
    response = passed("/cms/pages/", JsonResponse({"html": "<script>start()</script>"}))
    assert response.content.decode() == '{"html": "<script type=text/plain data-start>start()</script>"}'


@pytest.mark.parametrize(
    ("path", "response"),
    [
        ("/", HttpResponse(PAGE)),
        ("/cms/", HttpResponse(PAGE, content_type="text/csv")),
    ],
)
def test_other_answers_stay_as_they_are(path, response):
    assert passed(path, response).content.decode() == PAGE


def test_a_streamed_answer_is_not_read():
    response = StreamingHttpResponse([PAGE.encode()])
    assert passed("/cms/", response) is response


def test_the_words_of_the_table_editor_come_before_the_start():
    names = ["staff-table", "staff-start"]
    assert [start_script().index(name) for name in names] == sorted(start_script().index(name) for name in names)
