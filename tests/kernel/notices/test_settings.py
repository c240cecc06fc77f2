"""Where mail goes by default and by EMAIL_URL, in a process of its own as an installation runs it."""

import email
import subprocess
import sys
from email import policy
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[3]


def manage(environment, *arguments):
    command = [sys.executable, "manage.py", *arguments]
    return subprocess.run(command, cwd=PROJECT, env=environment, check=True, capture_output=True, text=True).stdout


def test_without_a_mail_server_a_mail_becomes_a_file_in_the_data_folder(process_environment, data_dir):
    manage({**process_environment, "SITE_DOMAIN": "zwgk.example:8000"}, "sendtestemail", "a@example.com")

    (file,) = (data_dir / "mail").iterdir()
    message = email.message_from_bytes(file.read_bytes(), policy=policy.default)
    assert (message["From"], message["To"]) == ("noreply@zwgk.example", "a@example.com")


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("smtp://mail.example", {"EMAIL_HOST = 'mail.example'", "EMAIL_PORT = 25", "EMAIL_USE_TLS = False"}),
        (
            "smtp+tls://n:p%40ss@mail.example:587",
            {"EMAIL_HOST_USER = 'n'", "EMAIL_HOST_PASSWORD = 'p@ss'", "EMAIL_PORT = 587", "EMAIL_USE_TLS = True"},
        ),
        ("smtp+ssl://mail.example:465", {"EMAIL_PORT = 465", "EMAIL_USE_SSL = True"}),
    ],
)
def test_the_mail_server_is_named_by_its_address(process_environment, url, expected):
    shown = manage({**process_environment, "EMAIL_URL": url}, "diffsettings", "--all")

    lines = {line.removeprefix("### ") for line in shown.splitlines()}
    assert lines >= {"EMAIL_BACKEND = 'django.core.mail.backends.smtp.EmailBackend'", *expected}
