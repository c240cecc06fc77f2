"""The base of staff screens: the form of a screen is used, choosers offer what may be chosen, lists have no boxes."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from disclosure.organs.enums import Role
from disclosure.organs.viewsets import choosable_rows
from disclosure.records.models import Attachment, ImportBatch, InformationRecord
from tests.disclosure.factories import OrganFactory, Staff, make_draft, make_staff

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
