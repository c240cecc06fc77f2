"""The words before a number that say what it is: 身份证号 speaks for personal data, 索引号 against."""

import re

_REACH = 16
_NOUN_END = r"(?:编号|号码|代码|编码|号|码)?[\s]*(?:为|是|：|:|=|为：|是：)?[\s]*$"
_PERSONAL = re.compile(
    "(?:身份|证件|居民|护照|通行证|手机|电话|联系|微信|银行|卡号|账号|账户|帐号|帐户|开户|住址|"
    r"(?i:\btel|phone|mobile|passport|id ?(?:card|no)))[^，。；、;\n]{0,8}$"
)
# Numbers that are never a person's, whatever they look like.
_FOREIGN = (
    "索引号|信用代码|组织机构代码|纳税人识别号|税号|订单|运单|快递单?|流水|许可证|受理|业务|案号|条码|条形码|发票|项目代码|统一代码|"
    "宗地|地块|回执|凭证|票据|商品|(?i:ISBN|ISSN|SN|IMEI|UUID|order ?(?:no|id)?)"
)
# Names so general that a number with a check digit of its own outweighs them.
_GENERAL = "编号|单号|登记号|文号|批号|货号|合同|型号|序列号|备案|档案号|学号|工号|代码"
_FOREIGN_NUMBER = re.compile(f"(?:{_FOREIGN}){_NOUN_END}")
_OTHER_NUMBER = re.compile(f"(?:{_FOREIGN}|{_GENERAL}){_NOUN_END}")


def is_labelled_personal(text: str, start: int) -> bool:
    """Whether the words just before say that a person's number follows (身份证号：, 手机, 卡号为 …)."""
    return _PERSONAL.search(text, max(0, start - _REACH), start) is not None


def is_labelled_otherwise(text: str, start: int, *, has_check_digit: bool = False) -> bool:
    """Whether the words just before announce another number (索引号：, 订单编号 …) and none speaks for a person's.

    Where the number passes a check digit, a general word such as 编号 or 代码 is not enough.
    """
    lowest = max(0, start - _REACH)
    announced = (_FOREIGN_NUMBER if has_check_digit else _OTHER_NUMBER).search(text, lowest, start)
    return announced is not None and _PERSONAL.search(text, lowest, start) is None
