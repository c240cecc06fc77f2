"""`manage.py create_demo`: the whole demo in the database and the index; running it again adds what is missing."""

import time
from typing import Any

from django.contrib.auth.models import User
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from disclosure.records.models import Attachment
from zhifu_portal.cms.services import sync_cms_groups
from zhifu_portal.demo.content import Piece, Role, load_pieces
from zhifu_portal.demo.creation.journey import create_record, link_successors
from zhifu_portal.demo.creation.office import Office, find_record
from zhifu_portal.demo.creation.organs import create_local_topics, create_organs, topics_by_path
from zhifu_portal.demo.creation.pages import create_pages
from zhifu_portal.demo.creation.periodic import create_periodic_review
from zhifu_portal.demo.creation.staff import create_staff
from zhifu_portal.demo.creation.work_points import KEY as WORK_POINTS
from zhifu_portal.demo.creation.work_points import create_work_points
from zhifu_portal.kernel.epoch import bump_epoch
from zhifu_portal.kernel.workdays import load_calendar
from zhifu_portal.search.indexing import rebuild


class Command(BaseCommand):
    """Organs, people, records in every state, pages; everything invented is marked 演示数据."""

    help = "建立演示数据；可重复执行，已有的内容保持不变。--fresh 先清空数据库再建立"

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the options."""
        parser.add_argument("--fresh", action="store_true", help="先清空数据库和附件（全部数据都会删除）")
        parser.add_argument("--noinput", action="store_true", help="清空前不再询问")

    def handle(self, *args: Any, **options: Any) -> None:
        """Make the demo and say what was made."""
        started = time.monotonic()
        if options["fresh"] and not self._empty_database(ask=not options["noinput"]):
            return
        call_command("setup_site", stdout=self.stdout)
        organs = create_organs()
        create_local_topics()
        staff = create_staff(organs)
        self.stdout.write(f"机关 {len(organs)} 个，人员 {len(staff.people)} 名")
        office = Office(organs=organs, staff=staff, topics=topics_by_path(), calendar=load_calendar())
        pieces = self._create_records(office)
        items = create_periodic_review(pieces, office, today=timezone.localdate())
        self.stdout.write(f"定期审查：{items} 件")
        # Before the pages, so that the disclosure office may publish them; after them, so that columns have editors.
        sync_cms_groups()
        pages = create_pages(organs=organs, by=staff.holder("", Role.DISCLOSURE_OFFICE), today=timezone.localdate())
        sync_cms_groups()
        self.stdout.write(f"网站页面：新增 {pages} 个")
        indexed = rebuild()
        bump_epoch()
        self.stdout.write(f"检索：{indexed} 条可以查到")
        self.stdout.write(f"演示数据已就绪，用时 {time.monotonic() - started:.0f} 秒。")

    def _create_records(self, office: Office) -> list[Piece]:
        """Make the pieces in the order of their dates, so that index numbers run with the years; return them."""
        pieces = load_pieces(today=timezone.localdate())
        made = 0
        for piece in sorted(pieces, key=lambda each: (each.composed_on, each.key)):
            if find_record(piece.key) is None:
                create_record(piece, office)
                made += 1
                if made % 10 == 0:
                    self.stdout.write(f"  信息 {made} 条")
        link_successors(pieces, office)
        if find_record(WORK_POINTS) is None:
            create_work_points(office, now=timezone.now())
            made += 1
        self.stdout.write(f"政府信息：新增 {made} 条，共 {len(pieces) + 1} 条")
        return list(pieces)

    def _empty_database(self, *, ask: bool) -> bool:
        """Delete every row and every attachment; return whether it was done."""
        if ask and input("将删除数据库中的全部数据，不能恢复。确认请输入 yes：") != "yes":
            self.stdout.write("没有改动。")
            return False
        for attachment in Attachment.objects.iterator():
            attachment.file.delete(save=False)
        # setup_site makes the roots of pages and images again, which migrations made at first.
        call_command("flush", interactive=False, verbosity=0)
        User.objects.all().delete()
        self.stdout.write("已清空。")
        return True
