"""Run the whole portal for a demonstration: web, worker and beat under one command, ended by Ctrl-C."""

import signal
import socket
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from types import FrameType
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from zhifu_portal.demo.logins import DEMO_LOGINS
from zhifu_portal.demo.supervision import Program, Supervisor
from zhifu_portal.settings import env

HOST = "127.0.0.1"
DEFAULT_PORT = 8000
START_SECONDS = 90.0
LOOK_SECONDS = 0.2
SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Stopped(Exception):
    """Somebody asked this process to end."""


class Command(BaseCommand):
    help = "启动演示站点（网站、后台任务、定时任务），按 Ctrl-C 停止"

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("--port", type=int, default=env.env.int("PORT", default=DEFAULT_PORT))

    def handle(self, *args: Any, **options: Any) -> None:
        port = options["port"]
        _refuse_taken_port(port)
        data_dir = Path(settings.DATA_DIR)
        for folder in ("broker", "broker-control"):
            (data_dir / folder).mkdir(parents=True, exist_ok=True)
        try:
            with _signals_raise(), Supervisor(_programs(port), data_dir / "log") as supervisor:
                self._wait_until_healthy(port, supervisor)
                self._announce(port, supervisor.log_dir)
                while True:
                    _refuse_ended_program(supervisor)
                    time.sleep(LOOK_SECONDS)
        except Stopped:
            self.stdout.write("\n已停止。")

    def _wait_until_healthy(self, port: int, supervisor: Supervisor) -> None:
        deadline = time.monotonic() + START_SECONDS
        while not _is_healthy(port):
            _refuse_ended_program(supervisor)
            if time.monotonic() > deadline:
                raise CommandError(f"网站在 {START_SECONDS:.0f} 秒内没有就绪，请查看 {supervisor.log_path('web')}。")
            time.sleep(LOOK_SECONDS)

    def _announce(self, port: int, log_dir: Path) -> None:
        site = f"http://localhost:{port}"
        self.stdout.write(
            f"\n{settings.SITE_NAME}（演示数据）已启动\n\n"
            f"  网站      {site}/\n"
            f"  管理后台  {site}/cms/\n"
            f"  开放接口  {site}/api/v1/schema/\n\n"
            "演示账号（用户名  密码  角色）："
        )
        widths = [max(map(len, column)) for column in zip(*DEMO_LOGINS, strict=True)]
        for username, password, role in DEMO_LOGINS:
            self.stdout.write(f"  {username:<{widths[0]}}  {password:<{widths[1]}}  {role}")
        self.stdout.write(f"\n日志在 {log_dir}；按 Ctrl-C 停止。")
        self.stdout.flush()


def _programs(port: int) -> list[Program]:
    """Return the web server with two workers, and one Celery worker that carries beat."""
    return [
        Program(
            "web",
            (
                *(sys.executable, "-m", "granian", "--interface", "wsgi", "--host", HOST, "--port", str(port)),
                *("--workers", "2", "--blocking-threads", "1", "--log-level", "warning"),
                "zhifu_portal.wsgi:application",
            ),
        ),
        Program(
            "worker",
            (
                *(sys.executable, "-m", "celery", "--app", "zhifu_portal.celery:app", "--quiet", "worker", "--beat"),
                *("--concurrency", "1", "--loglevel", "WARNING", "--without-gossip", "--without-mingle"),
            ),
        ),
    ]


def _is_healthy(port: int) -> bool:
    connection = HTTPConnection(HOST, port, timeout=5)
    try:
        connection.request("GET", "/healthz", headers={"Host": f"localhost:{port}"})
        return connection.getresponse().status == 200
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()


def _refuse_taken_port(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            raise CommandError(f"端口 {port} 已被占用，请换一个：make demo PORT={port + 1}") from error


def _refuse_ended_program(supervisor: Supervisor) -> None:
    name = supervisor.first_ended()
    if name:
        last_lines = supervisor.log_path(name).read_text(errors="replace").splitlines()[-20:]
        raise CommandError("\n".join([f"{name} 意外退出，日志末尾：", *last_lines]))


@contextmanager
def _signals_raise() -> Iterator[None]:
    """Turn the first request to end into Stopped and ignore the others; put the former handlers back at the end."""

    def stop(number: int, frame: FrameType | None) -> None:
        # From here on the children end in order, however often Ctrl-C is pressed.
        for each in SIGNALS:
            signal.signal(each, signal.SIG_IGN)
        raise Stopped

    former = {each: signal.signal(each, stop) for each in SIGNALS}
    try:
        yield
    finally:
        for each, handler in former.items():
            signal.signal(each, handler)
