"""The screens of law: the office ends and begins rows, everybody reads them, used words stay."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from disclosure.organs.enums import Role
from disclosure.records.enums import Attribute
from disclosure.records.models import DisclosureLimit, Ground
from disclosure.records.official import ARTICLE_16_2
from disclosure.records.services.official_rows import ensure_grounds, ensure_limits
from tests.disclosure.factories import CatalogEntryFactory, OrganFactory, Staff, make_draft, make_staff

pytestmark = pytest.mark.django_db

WORDS = {"name": "过程性信息", "article": "第十六条第二款", "text": "演示数据：新的条文。", "force": "may"}
LIMIT_WORDS = {"subject": "演示信息", "amount": "5", "unit": "workdays", "starts_from": "作出之日", "basis": "演示依据"}


@pytest.fixture(autouse=True)
def office(client):
    ensure_grounds()
    ensure_limits()
    client.force_login(make_staff(None, Role.DISCLOSURE_OFFICE))


def url(model, view, *args):
    return reverse(model.snippet_viewset.get_url_name(view), args=args)


def use(ground):
    make_draft(Staff(OrganFactory()), attribute=Attribute.WITHHELD, ground=ground.code, ground_reason="理由")


def test_a_used_row_leads_to_its_supersession(client):
    ground = Ground.objects.get(code="E16-2")
    use(ground)

    response = client.get(url(Ground, "edit", ground.pk))

    assert response.url == url(Ground, "supersede", ground.pk)
    page = client.get(response.url).content.decode()
    assert ARTICLE_16_2 in page
    assert url(Ground, "end", ground.pk) in page


def test_superseding_ends_one_row_and_begins_another(client):
    old = Ground.objects.get(code="E16-2")
    use(old)

    response = client.post(url(Ground, "supersede", old.pk), {**WORDS, "effective_on": "2030-01-01"})

    assert response.url == url(Ground, "list")
    assert list(Ground.objects.filter(code="E16-2").order_by("effective_on").values_list("text", "repealed_on")) == [
        (ARTICLE_16_2, date(2030, 1, 1)),
        (WORDS["text"], None),
    ]


def test_what_the_service_refuses_stands_above_what_was_typed(client):
    old = Ground.objects.get(code="E16-2")

    page = client.post(url(Ground, "supersede", old.pk), {**WORDS, "effective_on": "2019-05-15"}).content.decode()

    assert "废止日期须晚于施行日期2019年05月15日。" in page
    assert WORDS["text"] in page
    assert Ground.objects.filter(code="E16-2").count() == 1


def test_a_row_is_ended_on_a_day(client):
    limit = DisclosureLimit.objects.get(code="licence")
    page = client.get(url(DisclosureLimit, "end", limit.pk)).content.decode()
    assert "作出决定之日" in page

    client.post(url(DisclosureLimit, "end", limit.pk), {"repealed_on": ""})
    assert DisclosureLimit.objects.get(pk=limit.pk).repealed_on is None
    client.post(url(DisclosureLimit, "end", limit.pk), {"repealed_on": "2030-01-01"})
    assert DisclosureLimit.objects.get(pk=limit.pk).repealed_on == date(2030, 1, 1)


def test_a_limit_is_superseded_with_its_catalog_entries(client):
    limit, entry = DisclosureLimit.objects.get(code="licence"), CatalogEntryFactory()
    values = {**LIMIT_WORDS, "catalog_entries": [entry.pk], "effective_on": "2030-01-01"}

    client.post(url(DisclosureLimit, "supersede", limit.pk), values)

    new = DisclosureLimit.objects.get(code="licence", repealed_on=None)
    assert (new.amount, list(new.catalog_entries.all()), new.effective_on) == (5, [entry], date(2030, 1, 1))


def test_a_row_is_added_and_corrected_through_the_service(client):
    client.post(url(Ground, "add"), {**WORDS, "code": "E17", "effective_on": "2030-01-01"})
    ground = Ground.objects.get(code="E17")
    client.post(url(Ground, "edit", ground.pk), {**WORDS, "code": "E17", "name": "改名", "effective_on": "2031-01-01"})
    page = client.post(url(Ground, "add"), {**WORDS, "code": "E17", "effective_on": "2032-01-01"}).content.decode()

    ground.refresh_from_db()
    assert (ground.name, ground.effective_on) == ("改名", date(2031, 1, 1))
    assert "时间重叠" in page
    assert Ground.objects.filter(code="E17").count() == 1


def test_a_limit_is_added_and_corrected_with_its_entries(client):
    entry = CatalogEntryFactory()
    values = {**LIMIT_WORDS, "code": "demo", "catalog_entries": [entry.pk], "effective_on": "2026-01-01"}
    client.post(url(DisclosureLimit, "add"), values)
    limit = DisclosureLimit.objects.get(code="demo")
    assert list(limit.catalog_entries.all()) == [entry]

    client.post(url(DisclosureLimit, "edit", limit.pk), {**values, "amount": "6", "catalog_entries": []})

    limit.refresh_from_db()
    assert (limit.amount, list(limit.catalog_entries.all())) == (6, [])


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize("model", [Ground, DisclosureLimit])
def test_the_lists_cost_the_same_whatever_the_number_of_rows(client, django_assert_max_num_queries, model, rows):
    model.objects.exclude(pk__in=list(model.objects.values_list("pk", flat=True)[:rows])).delete()
    client.get(url(model, "list"))

    with django_assert_max_num_queries(25):
        client.get(url(model, "list"))

    assert model.objects.count() == rows


class TestTheRecordForm:
    """What the editor of a record does with limits and the due date."""

    @pytest.fixture
    def staff(self, client):
        staff = Staff(OrganFactory())
        client.force_login(staff.editor)
        return staff

    @pytest.fixture
    def licences(self):
        entry = CatalogEntryFactory()
        DisclosureLimit.objects.get(code="licence").catalog_entries.set([entry])
        return entry

    def save(self, client, staff, record, **values):
        body = {
            "title": "演示数据：许可决定",
            "genre": "decision",
            "attribute": "open",
            "organ": staff.organ.pk,
            "composed_on": "2026-06-16",
            "body-count": "0",
            **{f"attachment_links-{name}_FORMS": "0" for name in ("TOTAL", "INITIAL")},
            **{f"further_grounds-{name}_FORMS": "0" for name in ("TOTAL", "INITIAL")},
        }
        name = type(record).snippet_viewset.get_url_name("edit")
        return client.post(reverse(name, args=[record.pk]), body | values, follow=True)

    def test_a_newly_chosen_entry_brings_its_limit_and_its_due_date(self, client, staff, licences):
        record = make_draft(staff)

        page = self.save(client, staff, record, catalog_entries=[licences.pk]).content.decode()

        draft = type(record).objects.get(pk=record.pk).get_latest_revision_as_object()
        assert draft.disclosure_limit.code == "licence"
        assert "该目录适用7个工作日期限（国办发〔2018〕118号）" in page
        assert draft.due_on == date(2026, 6, 25)

    def test_who_takes_the_limit_back_is_not_asked_again(self, client, staff, licences):
        record = make_draft(staff)
        self.save(client, staff, record, catalog_entries=[licences.pk])

        page = self.save(client, staff, record, catalog_entries=[licences.pk]).content.decode()

        draft = type(record).objects.get(pk=record.pk).get_latest_revision_as_object()
        assert draft.disclosure_limit is None
        assert "该目录适用" not in page

    def test_a_start_without_a_limit_is_refused(self, client, staff):
        record = make_draft(staff)
        entry = record.catalog_entries.get()

        page = self.save(client, staff, record, catalog_entries=[entry.pk], limit_starts_on="2026-06-20").content

        assert "请先选择公开期限，再填写起算日期" in page.decode()

    def test_the_review_screen_says_which_limit_applies(self, client, staff, licences):
        record = make_draft(staff, catalog_entries=[licences])
        review = reverse(type(record).snippet_viewset.get_url_name("review"), args=[record.pk])

        page = client.get(review).content.decode()

        assert "所选公开目录适用7个工作日期限：行政许可决定（国办发〔2018〕118号），本件没有选用。" in page
        assert timezone.localdate() > record.due_on
        assert "traffic-light--red" in page
