"""The site as a whole: headers of every page, modes, site map, sitemap, robots, health, errors, freshness."""

import re
from datetime import timedelta

import pytest
from defusedxml import ElementTree
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import path
from django.utils import timezone
from wagtail.models import Page, Site

from disclosure.organs.enums import Role
from disclosure.organs.models import Organ
from disclosure.records.models import InformationRecord
from disclosure.records.services.publication import expire_due_records, replace_record, withdraw_record
from tests.disclosure.factories import OrganFactory, Staff, UserFactory, make_public, make_staff
from zhifu_portal.cms.models import ArticlePage, ColumnPage, HomePage

PUBLIC = [
    "/",
    "/disclosure/",
    "/disclosure/catalog/",
    "/disclosure/info/",
    "/disclosure/info/feed/",
    "/disclosure/institutions/",
    "/disclosure/guide/",
    "/disclosure/annual-reports/",
    "/disclosure/organs/",
    "/policies/",
    "/search/",
    "/accessibility/",
    "/sitemap/",
    "/feeds/",
    "/robots.txt",
    "/sitemap.xml",
    "/healthz",
    "/readyz",
    "/api/v1/records/",
    "/nothing/",
    "/disclosure/info/x/y/",
]
LOC = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"


@pytest.fixture
def home(db):
    """The home page in the place of Wagtail's welcome page, with a column and an article."""
    root = Page.objects.get(depth=1)
    site = Site.objects.get()
    old = site.root_page
    page = root.add_child(instance=HomePage(title="演示平台", slug="portal-home"))
    site.root_page = page
    site.save()
    old.delete()
    column = page.add_child(instance=ColumnPage(title="通知公告", slug="notices"))
    column.add_child(instance=ColumnPage(title="下级栏目", slug="below"))
    column.add_child(instance=ArticlePage(title="演示数据：文章", slug="article", source="演示"))
    return page


@pytest.fixture
def staff(db):
    return Staff(OrganFactory(slug="health"))


@pytest.mark.parametrize("address", PUBLIC)
def test_every_page_is_guarded_by_its_headers(home, address, settings, tmp_path):
    settings.SEARCH_DIR = tmp_path / "search"
    response = Client().get(address)
    policy = dict(part.split(" ", 1) for part in response["Content-Security-Policy"].split("; "))
    assert policy["default-src"] == policy["script-src"] == policy["style-src"] == "'self'"
    assert (policy["object-src"], policy["base-uri"], policy["frame-ancestors"]) == ("'none'", "'none'", "'self'")
    assert "unsafe" not in response["Content-Security-Policy"]
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Referrer-Policy"] == "same-origin"
    assert response["X-Frame-Options"] in {"SAMEORIGIN", "DENY"}
    if response["Content-Type"].startswith("text/html"):
        text = response.content.decode()
        assert not re.search(r"<script(?![^>]*\ssrc=)|<style|\sstyle=|\son[a-z]+=", text)
        assert '<html lang="zh-CN"' in text
    assert not response.cookies


@pytest.mark.django_db
def test_errors_are_explained_in_chinese(client, settings):
    missing = client.get("/nothing/")
    assert (missing.status_code, "没有找到这个页面" in missing.content.decode()) == (404, True)

    def fail(request):
        raise ZeroDivisionError

    settings.ROOT_URLCONF = type("Urls", (), {"urlpatterns": [path("fail/", fail)]})
    client.raise_request_exception = False
    failed = client.get("/fail/")
    assert (failed.status_code, "网站暂时出了问题" in failed.content.decode()) == (500, True)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("query", "referer", "target", "cookies"),
    [
        ("mode=elder&next=/policies/", "", "/policies/", {"display_mode": "elder"}),
        (
            "contrast=high",
            "http://testserver/disclosure/?a=1",
            "http://testserver/disclosure/?a=1",
            {"contrast": "high"},
        ),
        ("mode=elder", "", "/", {"display_mode": "elder"}),
        ("mode=elder&next=https://evil.example/", "", "/", {"display_mode": "elder"}),
        ("mode=elder&next=//evil.example", "", "/", {"display_mode": "elder"}),
        ("mode=elder&next=javascript:alert(1)", "", "/", {"display_mode": "elder"}),
        ("mode=elder", "https://evil.example/", "/", {"display_mode": "elder"}),
        ("mode=<script>", "", "/", {}),
    ],
)
def test_a_display_mode_is_kept_and_the_reader_comes_back(query, referer, target, cookies):
    response = Client().get(f"/accessibility/mode/?{query}", HTTP_REFERER=referer)
    assert (response.status_code, response["Location"]) == (302, target)
    assert {name: cookie.value for name, cookie in response.cookies.items()} == cookies
    assert "no-store" in response["Cache-Control"]


def test_the_elder_mode_is_a_page_of_its_own(home):
    client = Client()
    plain = client.get("/disclosure/info/").content.decode()
    client.get("/accessibility/mode/?mode=elder&contrast=high")
    elder = client.get("/disclosure/info/").content.decode()
    assert 'data-mode="standard"' in plain
    assert ('data-mode="elder"' in elder, 'data-contrast="high"' in elder) == (True, True)


def test_the_sitemap_lists_everything_public_and_nothing_else(home, staff):
    record = make_public(staff)
    withdrawn = make_public(staff, title="演示数据：撤下")
    withdraw_record(record_id=withdrawn.pk, explanation="有误。", by=staff.signer, now=timezone.now())
    index = ElementTree.fromstring(Client().get("/sitemap.xml").content)
    sections = [loc.text for loc in index.iter(LOC)]
    found = {
        loc.text.removeprefix("http://testserver")
        for section in sections
        for loc in ElementTree.fromstring(Client().get(section).content).iter(LOC)
    }
    assert found == {
        "/",
        "/notices/",
        "/notices/below/",
        "/notices/article/",
        record.get_absolute_url(),
        "/disclosure/organs/health/",
        "/disclosure/guide/health/",
        "/disclosure/",
        "/disclosure/catalog/",
        "/disclosure/guide/",
        "/disclosure/institutions/",
        "/disclosure/annual-reports/",
        "/disclosure/organs/",
        "/disclosure/info/",
        "/policies/",
        "/sitemap/",
        "/feeds/",
        "/accessibility/",
    }
    assert all(Client().get(address).status_code == 200 for address in found)


def test_the_site_map_shows_columns_and_costs_the_same_however_many_there_are(home):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            response = Client().get("/sitemap/")
        return len(captured), response.content.decode()

    queries()
    few, text = queries()
    assert ("通知公告" in text, "下级栏目" in text, "演示数据：文章" in text) == (True, True, False)
    for number in range(2):
        home.add_child(instance=ColumnPage(title=f"栏目{number}", slug=f"column-{number}"))
    assert queries()[0] == few <= 6


@pytest.mark.django_db
def test_robots_and_health():
    robots = Client().get("/robots.txt").content.decode().splitlines()
    assert robots[0] == "User-agent: *"
    assert {"Disallow: /cms/", "Disallow: /search/", "Sitemap: http://testserver/sitemap.xml"} <= set(robots)
    assert Client().get("/healthz").content == b"ok"
    assert Client().get("/readyz").json()["database"] == "ok"
    assert "no-store" in Client().get("/healthz")["Cache-Control"]


@pytest.mark.django_db
@pytest.mark.parametrize("name", "x.png .. %2E%2E .hidden %00 a%2Fb.png ..%2Foriginal_images%2Fx.png".split())
def test_only_renditions_of_pictures_are_served(name):
    assert Client().get(f"/media/images/{name}").status_code == 404


def publish(staff, **fields):
    """Publish a record and commit, so that the epoch changes."""
    with transaction.atomic():
        return make_public(staff, composed_on=timezone.localdate(), **fields)


@pytest.mark.django_db(transaction=True)
@pytest.mark.both_databases
class TestFreshness:
    """Two clients have two page stores, as two processes have; both were shown the page before the change."""

    @pytest.fixture
    def readers(self):
        return Client(), Client()

    def seen(self, readers, address):
        return [reader.get(address).content.decode() for reader in readers for _ in range(2)]

    def test_a_publication_is_on_every_list_at_once(self, readers):
        staff = Staff(OrganFactory(slug="health"))
        lists = ["/disclosure/info/", "/disclosure/", "/disclosure/organs/health/", "/disclosure/info/feed/"]
        for address in lists:
            self.seen(readers, address)
        record = publish(staff, title="演示数据：新发布")
        for address in lists:
            assert all("演示数据：新发布" in text for text in self.seen(readers, address)), address
        assert all(record.get_absolute_url() in text for text in self.seen(readers, "/sitemap-records.xml"))

    def test_a_withdrawal_an_expiry_and_a_replacement_show_at_once(self, readers):
        staff = Staff(OrganFactory())
        withdrawn, expired, old, new = (
            publish(staff, title=f"演示数据：{name}", visible_until=timezone.localdate())
            for name in ("将撤下", "将到期", "旧文件", "新文件")
        )
        for record in (withdrawn, expired, old):
            assert all(record.title in text for text in self.seen(readers, record.get_absolute_url()))

        withdraw_record(record_id=withdrawn.pk, explanation="数据有误。", by=staff.signer, now=timezone.now())
        assert all("数据有误。" in text for text in self.seen(readers, withdrawn.get_absolute_url()))
        replace_record(record_id=old.pk, replaced_by_id=new.pk, by=staff.editor, now=timezone.now())
        assert all("本文件已被新的文件替代" in text for text in self.seen(readers, old.get_absolute_url()))
        InformationRecord.objects.exclude(pk=expired.pk).update(visible_until=None)
        tomorrow = timezone.now() + timedelta(days=1)
        assert expire_due_records(on=timezone.localdate(tomorrow), now=tomorrow) == 1
        assert {reader.get(expired.get_absolute_url()).status_code for reader in readers} == {404}
        for text in self.seen(readers, "/disclosure/info/"):
            assert ("将撤下" in text, "将到期" in text, "旧文件" in text) == (False, False, True)

    def test_an_organ_that_staff_renames_has_its_new_name_at_once(self, readers):
        organ = OrganFactory(name="旧名机关", slug="renamed")
        self.seen(readers, "/disclosure/organs/renamed/")
        office = Client()
        office.force_login(make_staff(None, Role.DISCLOSURE_OFFICE))
        form = {
            field.name: getattr(organ, field.attname) or ""
            for field in Organ._meta.concrete_fields
            if field.name not in {"id", "is_foreign"}
        }
        formset = {f"prefixes-{name}": 0 for name in ("TOTAL_FORMS", "INITIAL_FORMS", "MIN_NUM_FORMS")}
        saved = office.post(
            f"/cms/snippets/disclosure/organ/edit/{organ.pk}/",
            {**form, "name": "新名机关", "is_active": "on", **formset, "prefixes-MAX_NUM_FORMS": 1000},
        )
        assert saved.status_code == 302
        assert Organ.objects.get(pk=organ.pk).name == "新名机关"
        assert all("新名机关" in text for text in self.seen(readers, "/disclosure/organs/renamed/"))

    def test_staff_are_never_served_or_kept_for_others(self, readers):
        reader, signed_in = readers
        signed_in.force_login(UserFactory())
        signed_in.get("/disclosure/info/")
        assert "ETag" not in signed_in.get("/disclosure/info/")
        assert "ETag" in reader.get("/disclosure/info/")
