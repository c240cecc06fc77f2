"""Severing of pictures: boxes blacked out in the pixels, everything but the pixels left behind."""

from collections.abc import Sequence
from io import BytesIO
from typing import IO

from PIL import Image, ImageDraw, ImageOps

from zhifu_portal.kernel.files.kinds import FileKind
from zhifu_portal.kernel.files.severing.severed import Box, SeveredFile, SeveringRefused

WORDS_IN_PICTURE = "图片里的文字不能查找，请用坐标框选不公开的区域"
ONE_PAGE = "图片只有一页，框选的页码请写 1"
FIRST_FRAME = "动图的公开件只保留第一帧"
INK = "black"


def sever_picture(file: IO[bytes], kind: FileKind, *, passages: Sequence[str], boxes: Sequence[Box]) -> SeveredFile:
    """Return a PNG (of a JPEG a JPEG) with the boxes black and no metadata; raises `SeveringRefused`."""
    reasons = [WORDS_IN_PICTURE] if passages else []
    if any(box.page != 1 for box in boxes):
        reasons.append(ONE_PAGE)
    if reasons:
        raise SeveringRefused(reasons)
    with Image.open(file, formats=["PNG", "JPEG", "GIF", "WEBP"]) as picture:
        frames = getattr(picture, "n_frames", 1)
        shown = ImageOps.exif_transpose(picture)
        pixels = _on_white(shown)
    draw_boxes(pixels, boxes)
    out = BytesIO()
    if kind is FileKind.JPEG:
        pixels.save(out, "JPEG", quality=90)
    else:
        pixels.save(out, "PNG", optimize=True)
    public_kind = FileKind.JPEG if kind is FileKind.JPEG else FileKind.PNG
    return SeveredFile(out.getvalue(), public_kind, text="", notes=(FIRST_FRAME,) if frames > 1 else ())


def _on_white(picture: Image.Image) -> Image.Image:
    """Return the pixels alone on a white ground: what is see-through may hide colours of its own."""
    layer = picture.convert("RGBA")
    ground = Image.new("RGB", layer.size, "white")
    ground.paste(layer, mask=layer.getchannel("A"))
    return ground


def draw_boxes(picture: Image.Image, boxes: Sequence[Box]) -> None:
    """Black out boxes given in percent of the picture."""
    draw = ImageDraw.Draw(picture)
    for box in boxes:
        corners = (
            box.left * picture.width / 100,
            box.top * picture.height / 100,
            box.right * picture.width / 100,
            box.bottom * picture.height / 100,
        )
        draw.rectangle(corners, fill=INK)
