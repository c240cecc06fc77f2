"""A reader who asks for every address, follows every link and reads every byte of the answers."""

import json
import re
import zipfile
from dataclasses import dataclass, field
from html import unescape
from io import BytesIO
from urllib.parse import parse_qsl, unquote, urljoin, urlsplit

from django.test import Client

from tests.kernel.files.severing.reading import every_byte

LINK = re.compile(r"""(?:href|src|action)=["']([^"']+)["']""")
LOCATION = re.compile(r"<(?:loc|id)>([^<]+)</(?:loc|id)>")
SKIPPED = ("/static/", "/cms/", "/accessibility/mode/")
HOST = "http://testserver"
MOST_PAGES = 3_000


@dataclass
class Crawl:
    """What was read, by address: the status and everything the answer says, decoded."""

    client: Client = field(default_factory=Client)
    answers: dict[str, tuple[int, str]] = field(default_factory=dict)

    def get(self, address: str) -> list[str]:
        """Ask for an address once, keep the answer, return the links in it."""
        if address in self.answers:
            return []
        assert len(self.answers) < MOST_PAGES, "the crawl has no end"
        # Every request comes from another reader: the throttles are tested elsewhere.
        number = len(self.answers)
        response = self.client.get(address, REMOTE_ADDR=f"198.51.{number // 250}.{number % 250 + 1}")
        content = b"".join(response.streaming_content) if response.streaming else response.content
        head = "\n".join(f"{name}: {value}" for name, value in response.headers.items())
        text = decode(content)
        self.answers[address] = (response.status_code, f"{head}\n{unquote(head)}\n{text}")
        return [link for link in links_in(text) if is_followed(link)]

    def follow(self, starts: list[str]) -> None:
        """Ask for these addresses and for everything they lead to."""
        waiting = list(starts)
        while waiting:
            waiting += self.get(waiting.pop())

    def holding(self, word: str) -> list[str]:
        """Return the addresses whose answer holds the word, in whatever case."""
        return sorted(address for address, (_status, text) in self.answers.items() if word in text.casefold())


def decode(content: bytes) -> str:
    """Return every text in an answer: members and streams of a file, JSON without escapes, HTML without entities."""
    if content.startswith(b"PK"):
        with zipfile.ZipFile(BytesIO(content)) as archive:
            return "\n".join(name + "\n" + archive.read(name).decode("utf-8", "replace") for name in archive.namelist())
    if content.startswith(b"%PDF"):
        content = every_byte(content)
    text = content.decode("utf-8", "replace")
    if text.startswith(("{", "[")):
        text += "\n" + json.dumps(json.loads(text), ensure_ascii=False)
    return f"{text}\n{unescape(text)}\n{unquote(text)}"


def links_in(text: str) -> list[str]:
    found = [unescape(link) for link in LINK.findall(text) + LOCATION.findall(text)]
    return list(dict.fromkeys(urljoin(HOST, link).removeprefix(HOST) for link in found))


def is_followed(address: str) -> bool:
    """Follow addresses of this site; of filtered lists only those with one filter, all others are made of these."""
    parts = urlsplit(address)
    is_ours = not parts.scheme and address.startswith("/") and not address.startswith(SKIPPED)
    return is_ours and len(parse_qsl(parts.query)) < 2
