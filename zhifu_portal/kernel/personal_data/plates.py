"""Vehicle plates (GA 36): province letter, authority letter, five characters or six on new-energy vehicles."""

import re
from collections.abc import Iterator

from zhifu_portal.kernel.personal_data.findings import Finding, Kind

_PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
_LETTER = "A-HJ-NP-Za-hj-np-z"
_PLATE = re.compile(
    f"[{_PROVINCES}] ?[{_LETTER}][ ·•.．・]{{0,2}}"
    f"(?P<serial>[A-HJKa-hjk][{_LETTER}0-9][0-9]{{4}}|[0-9]{{5}}[A-HJKa-hjk]|[{_LETTER}0-9]{{5}}|[{_LETTER}0-9]{{4}}[挂学警港澳])"
    "(?![0-9A-Za-z])(?!号文|-[0-9])"
)
# At most two letters are given out among the five characters.
_FEWEST_DIGITS = 3
_DIGIT = re.compile("[0-9]")


def find_plates(text: str) -> Iterator[Finding]:
    """Find plates: ordinary, new-energy, trailer (挂), learner (学), police (警), Hong Kong and Macao (港, 澳)."""
    for match in _PLATE.finditer(text):
        if len(_DIGIT.findall(match["serial"])) >= _FEWEST_DIGITS:
            yield Finding(Kind.PLATE, match.start(), match.end())
