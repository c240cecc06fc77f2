"""Kinds of file: every kind is fully described."""

import pytest

from zhifu_portal.kernel.files import ATTACHMENT_KINDS, TEXT_KINDS, FileKind
from zhifu_portal.kernel.files.kinds import EXTENSIONS, MIME_TYPES


def test_every_kind_has_a_mime_type_and_extensions():
    assert set(MIME_TYPES) == set(EXTENSIONS) == set(FileKind)


@pytest.mark.parametrize(
    ("kind", "mime_type", "extensions", "label"),
    [
        (FileKind.OFD, "application/ofd", {"ofd"}, "OFD 版式文档"),
        (FileKind.JPEG, "image/jpeg", {"jpg", "jpeg"}, "JPEG 图片"),
        (FileKind.M4A, "audio/mp4", {"m4a"}, "M4A 音频"),
    ],
)
def test_a_kind_knows_its_type_its_extensions_and_its_label(kind, mime_type, extensions, label):
    assert (kind.mime_type, kind.extensions, kind.label) == (mime_type, extensions, label)


def test_pages_and_plain_text_are_read_but_not_attached():
    assert {FileKind.HTML, FileKind.TXT, FileKind.CSV} == TEXT_KINDS - ATTACHMENT_KINDS
