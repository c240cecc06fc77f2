"""`manage.py setup_site`: what an installation runs once after `migrate`; running it again changes nothing."""

from typing import Any

from django.core.management.base import BaseCommand

from disclosure.catalog.services import ensure_catalog, ensure_official_topics
from disclosure.records.models import InformationRecord
from disclosure.records.services.official_rows import ensure_grounds, ensure_limits
from disclosure.records.services.workflow_setup import ensure_publication_workflow
from disclosure.review.services.historic import ensure_attribute_rules
from policies.documents.models import PolicyDocument
from zhifu_portal.cms.services import sync_cms_groups
from zhifu_portal.cms.setup import ensure_home_page, ensure_page_workflow, retire_stock_groups
from zhifu_portal.kernel.workdays.seed import library_years, load_year


class Command(BaseCommand):
    """Calendar, topics, catalog, rows of law, workflows, home page, page groups; never over what staff changed."""

    help = "初始化网站：工作日历、主题、目录、不予公开情形和期限、审签流程、首页和栏目权限；可重复执行，不覆盖修改"

    def handle(self, *args: Any, **options: Any) -> None:
        """Make what is missing and say what was made."""
        days = sum(load_year(year).added for year in library_years())
        self.stdout.write(f"工作日历：新增 {days} 天")
        self.stdout.write(f"主题分类：新增 {ensure_official_topics()} 个")
        self.stdout.write(f"公开目录：新增 {ensure_catalog()} 项")
        self.stdout.write(f"不予公开情形：新增 {ensure_grounds()} 条；公开期限：新增 {ensure_limits()} 条")
        self.stdout.write(f"历史公文规则：新增 {ensure_attribute_rules()} 条")
        ensure_publication_workflow(models=[InformationRecord, PolicyDocument])
        home = ensure_home_page()
        retire_stock_groups()
        ensure_page_workflow(home)
        report = sync_cms_groups()
        self.stdout.write(f"网站权限：授予 {report.given} 项，收回 {report.taken} 项")
