"""Lines of a page that are not of the document: paths, buttons, counters, codes to scan, the foot of the site."""

import re
from typing import Final

_LONGEST_LINE: Final = 200
_BUTTONS: Final = (
    "打印本页 打印此页 打印正文 我要打印 打印 关闭窗口 关闭本页 关闭页面 关闭 加入收藏 收藏本页 收藏 分享到 一键分享 "
    "分享 特大 超大 大 中 小 默认 字体大小 字体 字号 放大 缩小 语音朗读 语音播报 朗读 播放 暂停 微信 新浪微博 腾讯微博 "
    "微博 QQ空间 QQ好友 QQ 人人网 返回顶部 回到顶部 返回首页 返回列表 返回上一页 返回 上一页 下一页 我要纠错 纠错 "
    "无障碍浏览 无障碍阅读 无障碍 长者模式 适老模式 长者专区 关怀版 进入关怀版 登录 注册 繁體 繁体 简体 English 搜索 "
    "手机版 下载 保存 导出 更多 首页 网站首页 收起 展开 视力保护色"
)
_GAPS: Final = r"[\s\[\]【】（）()｜|·/\-—:：>＞»、,，+T]"
_ONE_BUTTON = "|".join(sorted(map(re.escape, _BUTTONS.split()), key=len, reverse=True))
# Atomic: 返回首页 is one button or two, and nothing may be tried twice.
_ONLY_BUTTONS = re.compile(rf"{_GAPS}*+(?>(?:{_ONE_BUTTON}){_GAPS}*+)++")
_LINES = re.compile(
    r"(?:您?(?:现在|当前|目前|所在)?的?(?:所在)?位置|当前位置|位置)[:：].*|"
    r"(?:网站)?首页\s*[>＞»›/-].*|"
    r"(?:浏览|访问|阅读|点击)(?:次数|量|数)?[:：]\s*[\d,]*\s*次?|"
    r".{0,8}(?:扫一扫|扫码|扫描二维码).{0,24}|"
    r"(?:IPv6|.{0,6}支持IPv6).{0,10}",
    re.IGNORECASE,
)
_FOOT = re.compile(
    r"(?:上一篇|下一篇|上一条|下一条)(?:[:：].*)?|"
    r"相关(?:链接|文章|文件|文档|解读|稿件|阅读|信息|新闻|报道|政策)[:：]?|"
    r"[（(【\[]?(?:责任编辑|责编|编辑|审核|校对)[:：].{0,30}|"
    r"(?:主办|承办|维护|技术支持)(?:单位)?[:：].*|"
    r".{0,30}(?:版权所有|网站标识码|ICP[备证]|公网安备|Copyright|©).*|"
    r"(?:网站地图|联系我们|关于我们|网站声明|隐私声明)(?:\s.*)?|"
    r"分享(?:到|[:：]).{0,30}",
    re.IGNORECASE,
)


def is_furniture(line: str) -> bool:
    """Say whether the line belongs to the page and not to the document, wherever it stands."""
    text = line.strip()
    if len(text) > _LONGEST_LINE:
        return False
    return _ONLY_BUTTONS.fullmatch(text) is not None or _LINES.fullmatch(text) is not None


def begins_foot(line: str) -> bool:
    """Say whether the line may be the first of what follows the document on its page."""
    text = line.strip()
    return is_furniture(text) or (len(text) <= _LONGEST_LINE and _FOOT.fullmatch(text) is not None)
