"""区分处理 of files: a new file from which the withheld passages are absent, not merely covered."""

from zhifu_portal.kernel.files.severing.severed import Box, SeveredFile, SeveringRefused
from zhifu_portal.kernel.files.severing.severing import SEVERABLE_KINDS, sever_file

__all__ = ["SEVERABLE_KINDS", "Box", "SeveredFile", "SeveringRefused", "sever_file"]
