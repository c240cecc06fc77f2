"""The kinds of file the platform accepts: MIME type, extensions and Chinese label of each."""

from django.db.models import TextChoices


class FileKind(TextChoices):
    """A kind of file that may be uploaded; everything else is refused."""

    PDF = "pdf", "PDF 文档"
    DOCX = "docx", "Word 文档"
    XLSX = "xlsx", "Excel 工作簿"
    OFD = "ofd", "OFD 版式文档"
    HTML = "html", "网页文件"
    TXT = "txt", "纯文本"
    CSV = "csv", "CSV 数据表"
    PNG = "png", "PNG 图片"
    JPEG = "jpeg", "JPEG 图片"
    GIF = "gif", "GIF 图片"
    WEBP = "webp", "WebP 图片"
    MP3 = "mp3", "MP3 音频"
    M4A = "m4a", "M4A 音频"
    MP4 = "mp4", "MP4 视频"

    @property
    def mime_type(self) -> str:
        """The media type to send in `Content-Type`."""
        return MIME_TYPES[self]

    @property
    def extensions(self) -> frozenset[str]:
        """The lower-case extensions, without the dot, that fit this kind."""
        return EXTENSIONS[self]


MIME_TYPES: dict[FileKind, str] = {
    FileKind.PDF: "application/pdf",
    FileKind.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    FileKind.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    FileKind.OFD: "application/ofd",
    FileKind.HTML: "text/html",
    FileKind.TXT: "text/plain",
    FileKind.CSV: "text/csv",
    FileKind.PNG: "image/png",
    FileKind.JPEG: "image/jpeg",
    FileKind.GIF: "image/gif",
    FileKind.WEBP: "image/webp",
    FileKind.MP3: "audio/mpeg",
    FileKind.M4A: "audio/mp4",
    FileKind.MP4: "video/mp4",
}

# Comma-separated text is also plain text, so each of the two may carry the other's extension.
EXTENSIONS: dict[FileKind, frozenset[str]] = {
    FileKind.PDF: frozenset({"pdf"}),
    FileKind.DOCX: frozenset({"docx"}),
    FileKind.XLSX: frozenset({"xlsx"}),
    FileKind.OFD: frozenset({"ofd"}),
    FileKind.HTML: frozenset({"html", "htm"}),
    FileKind.TXT: frozenset({"txt", "csv"}),
    FileKind.CSV: frozenset({"csv", "txt"}),
    FileKind.PNG: frozenset({"png"}),
    FileKind.JPEG: frozenset({"jpg", "jpeg"}),
    FileKind.GIF: frozenset({"gif"}),
    FileKind.WEBP: frozenset({"webp"}),
    FileKind.MP3: frozenset({"mp3"}),
    FileKind.M4A: frozenset({"m4a"}),
    FileKind.MP4: frozenset({"mp4", "m4v"}),
}

ZIPPED_KINDS = frozenset({FileKind.DOCX, FileKind.XLSX, FileKind.OFD})
IMAGE_KINDS = frozenset({FileKind.PNG, FileKind.JPEG, FileKind.GIF, FileKind.WEBP})
SOUND_AND_VIDEO_KINDS = frozenset({FileKind.MP3, FileKind.M4A, FileKind.MP4})
TEXT_KINDS = frozenset(
    {FileKind.PDF, FileKind.DOCX, FileKind.XLSX, FileKind.OFD, FileKind.HTML, FileKind.TXT, FileKind.CSV}
)
# What a record may carry for download (DESIGN §3); pages and plain text are for import only.
ATTACHMENT_KINDS = frozenset(
    {FileKind.PDF, FileKind.DOCX, FileKind.XLSX, FileKind.OFD} | IMAGE_KINDS | SOUND_AND_VIDEO_KINDS
)
