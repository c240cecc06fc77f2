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
    "索引号|信用代码|组织机构代码|纳税人识别号|税号|订单|运单|快递单?|流水|许可证|受理|业务|(?<![备档])案号|条码|条形码|发票|项目代码|统一代码|"
    "宗地|地块|回执|凭证|票据|商品|(?i:ISBN|ISSN|SN|IMEI|UUID|order ?(?:no|id)?)"
)
# Names so general that a number with a check digit of its own outweighs them.
_GENERAL = "编号|单号|登记号|文号|批号|货号|合同|型号|序列号|备案|档案号|学号|工号|代码"
# Words that call somebody up: what follows is a number to dial.
_DIALLED = re.compile("(?:咨询|拨打|致电|来电|回电|去电|热线|呼叫)[^，。；、;\n]{0,3}$")
# A mobile number, and one with a date and a check digit in it, is believed unless a word this narrow stands before it.
_NARROW_NUMBER = re.compile(
    "(?:索引号|信用代码|组织机构代码|纳税人识别号|税号|(?:订单|运单|物流单|快递单?|流水|发票|交易单?)(?:编号|号码|代码|单号|号)|运单|流水|"
    r"条形?码|项目代码|统一代码|(?i:ISBN|ISSN|SN|IMEI|UUID|order ?(?:no|id)?))(?:为|是)?[：:=]?[\s]*$"
)
_AMOUNT = re.compile(
    "(?:金额|总额|余额|数额|限额|价款|造价|总价|预算|决算|合计|总计|共计|投资|收入|支出|资金|资产|负债|产值|人民币|成本|税额)"
    r"(?:数|额|总额|合计)?(?:[（(][^（）()\n]{1,6}[）)])?(?:为|是|达|约)?[：:￥¥]?[\s]*$"
)
_OTHER_NUMBER = re.compile(f"(?:{_FOREIGN}|{_GENERAL}){_NOUN_END}")


def is_labelled_personal(text: str, start: int) -> bool:
    """Whether the words just before say that a person's number follows (身份证号：, 手机, 卡号为 …)."""
    return _PERSONAL.search(text, max(0, start - _REACH), start) is not None


def is_labelled_phone(text: str, start: int) -> bool:
    """Whether the words just before say that a number to call follows (手机, 联系人某某, 请拨打 …)."""
    lowest = max(0, start - _REACH)
    return any(words.search(text, lowest, start) for words in (_PERSONAL, _DIALLED))


def is_labelled_no_phone(text: str, start: int) -> bool:
    """Whether the words just before announce an amount (金额：) or a number of one narrow kind (订单号：).

    General words such as 编号, 合同 or 代码 are not enough: a phone that goes unnoticed costs more than a second look.
    """
    lowest = max(0, start - _REACH)
    announced = any(words.search(text, lowest, start) for words in (_NARROW_NUMBER, _AMOUNT))
    return announced and _PERSONAL.search(text, lowest, start) is None


def is_labelled_otherwise(text: str, start: int, *, has_check_digit: bool = False) -> bool:
    """Whether the words just before announce another number (索引号：, 订单编号 …) and none speaks for a person's.

    Where the number passes a check digit, a word such as 编号, 受理 or 代码 is not enough.
    """
    lowest = max(0, start - _REACH)
    announced = (_NARROW_NUMBER if has_check_digit else _OTHER_NUMBER).search(text, lowest, start)
    return announced is not None and _PERSONAL.search(text, lowest, start) is None
