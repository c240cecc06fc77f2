"""The base of staff screens: the form of a screen is used, choosers offer what may be chosen, lists have no boxes."""

import csv
import io
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from disclosure.organs.enums import Role
from disclosure.organs.viewsets import choosable_rows
from disclosure.records.models import Attachment, ImportBatch, InformationRecord
from tests.disclosure.factories import OrganFactory, Staff, make_draft, make_staff
from zhifu_portal.kernel.exports import FORMULA_STARTS

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("place", ["own", "foreign"])
def test_a_file_is_uploaded_for_the_own_organ_only(client, place):
    own, foreign = OrganFactory(), OrganFactory()
    client.force_login(make_staff(own, Role.EDITOR))
    file = SimpleUploadedFile("附表.txt", "演示数据".encode(), content_type="text/plain")

    client.post(
        reverse("wagtailsnippets_disclosure_attachment:add"),
        {"organ": (own if place == "own" else foreign).pk, "title": "附表", "file": file},
    )

    kept = [(file.organ_id, file.text, file.size) for file in Attachment.objects.all()]
    assert kept == ([(own.pk, "演示数据", 12)] if place == "own" else [])


def test_a_model_without_a_rule_for_it_offers_no_rows():
    staff = Staff(OrganFactory())
    make_draft(staff)

    assert not choosable_rows(InformationRecord, staff.editor).exists()
    assert not choosable_rows(ImportBatch, staff.editor).exists()


@pytest.mark.parametrize(
    "name",
    ["disclosure_informationrecord", "policies_policydocument", "disclosure_attachment", "disclosure_organ"],
)
def test_a_list_has_no_boxes_for_bulk_actions(client, name):
    staff = Staff(OrganFactory())
    make_draft(staff)
    client.force_login(staff.editor)

    assert "data-bulk-action" not in client.get(reverse(f"wagtailsnippets_{name}:list")).content.decode()


def test_an_opened_form_registers_nothing_by_itself(client):
    client.force_login(make_staff(OrganFactory(), Role.EDITOR))

    page = client.get(reverse("wagtailsnippets_disclosure_informationrecord:add")).content.decode()

    assert "w-autosave-interval" not in page


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(
    ("name", "bound"), [("disclosure_informationrecord", 40), ("disclosure_attachment", 40), ("disclosure_organ", 40)]
)
def test_lists_cost_the_same_whatever_the_number_of_rows(client, django_assert_max_num_queries, name, bound, rows):
    staff = Staff(OrganFactory())
    for _row in range(rows):
        make_draft(staff)
    client.force_login(staff.editor)

    with django_assert_max_num_queries(bound):
        client.get(reverse(f"wagtailsnippets_{name}:list"))


FORMULAS = ["=cmd|' /C calc'!A0", "+1+cmd", "-2+3", "@SUM(A1)", "\t=1", "＝1", "演示\r=1"]
EXPORTED_LISTS = [
    "disclosure_informationrecord",
    "policies_policydocument",
    "disclosure_attachment",
    "disclosure_importbatch",
    "disclosure_reviewitem",
    "disclosure_reviewround",
]


def exported(client, name, kind):
    response = client.get(reverse(f"wagtailsnippets_{name}:list"), {"export": kind})
    content = b"".join(response.streaming_content)
    if kind == "csv":
        return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    return [[cell or "" for cell in row] for row in load_workbook(io.BytesIO(content)).active.values]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@pytest.mark.parametrize("title", FORMULAS)
def test_no_cell_of_an_exported_list_is_a_formula(client, title, kind):
    staff = Staff(OrganFactory())
    record = make_draft(staff)
    InformationRecord.objects.filter(pk=record.pk).update(title=title)
    client.force_login(staff.editor)

    [headings, row] = exported(client, "disclosure_informationrecord", kind)

    shown = row[headings.index("标题")]
    assert not shown.startswith(FORMULA_STARTS)
    assert shown.lstrip("'")[:1] == title[:1]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_an_export_speaks_chinese_and_holds_the_own_rows_only(client, kind):
    staff, others = Staff(OrganFactory(name="演示甲局")), Staff(OrganFactory())
    record = make_draft(staff, title="演示数据：甲", composed_on=date(2022, 6, 16))
    make_draft(others, title="演示数据：乙")
    client.force_login(staff.editor)

    assert exported(client, "disclosure_informationrecord", kind) == [
        ["索引号", "标题", "公开机关", "发文字号", "公开属性", "发布状态", "成文日期"],
        [record.index_number, "演示数据：甲", "演示甲局", "", record.get_attribute_display(), "草稿", "2022-06-16"],
    ]


@pytest.mark.parametrize("name", EXPORTED_LISTS)
def test_every_list_of_records_and_reviews_offers_its_files(client, name):
    client.force_login(make_staff(None, Role.DISCLOSURE_OFFICE))

    page = client.get(reverse(f"wagtailsnippets_{name}:list")).content.decode()

    assert "export=csv" in page
    assert "export=xlsx" in page
    assert all(exported(client, name, "csv")[0])


def test_an_export_reads_the_rows_in_one_query_however_many(client):
    staff = Staff(OrganFactory())
    for _row in range(3):
        make_draft(staff)
    client.force_login(staff.editor)

    with CaptureQueriesContext(connection) as three:
        exported(client, "disclosure_informationrecord", "csv")
    InformationRecord.objects.first().delete()
    with CaptureQueriesContext(connection) as two:
        exported(client, "disclosure_informationrecord", "csv")

    assert len(three) == len(two)
