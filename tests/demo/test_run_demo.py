"""The demo says at once why it cannot start."""

import socket

import pytest
from django.core.management import CommandError, call_command


def test_run_demo_refuses_a_port_in_use_and_names_another() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(CommandError, match=f"端口 {port} 已被占用，请换一个：make demo PORT={port + 1}"):
            call_command("run_demo", port=port)
