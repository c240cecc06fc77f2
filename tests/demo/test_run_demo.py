"""The demo says at once why it cannot start."""

import socket

import pytest
from django.core.management import CommandError, call_command
from playwright.sync_api import Page

from tests.services.portal import Portal


def test_run_demo_refuses_a_port_in_use_and_names_another() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(CommandError, match=f"端口 {port} 已被占用，请换一个：make demo PORT={port + 1}"):
            call_command("run_demo", port=port)


@pytest.mark.browser
def test_run_demo_serves_the_site_and_works_off_its_tasks(portal: Portal, page: Page) -> None:
    answer = page.goto(portal.url)
    assert answer is not None
    assert answer.status == 200
    for name in ("web", "worker"):
        log = (portal.data_dir / "log" / f"{name}.log").read_text()
        assert "Traceback" not in log, log
