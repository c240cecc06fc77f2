"""Pages as government sites make them around one invented document (演示数据): many heads, one text."""

from html import escape

TITLE = "演示区人民政府办公室关于印发演示区公园管理办法的通知"
NUMBER = "演政办发〔2024〕12号"
ADDRESSEES = "各街道办事处，区政府各部门，有关单位："
STATED = {
    "索引号": "000000000000000000/2024-00012",
    "主题分类": "城乡建设、环境保护\\城乡建设",
    "发文机关": "演示区人民政府办公室",
    "成文日期": "2024-03-05",
    "标题": TITLE,
    "发文字号": NUMBER,
    "发布日期": "2024-03-08",
    "有效性": "有效",
    "主题词": "“公园管理”“演示数据”",
}
TEXT = [
    ADDRESSEES,
    "《演示区公园管理办法》已经区政府同意，现印发给你们，请结合《演示绿化条例》（演政发〔2020〕1号）认真执行。",
    "演示区人民政府办公室",
    "2024年3月5日",
    "（此件公开发布）",
    "演示区公园管理办法",
    "一、总则",
    "（一）目的。为了演示网页的识别，写下这一段演示数据，没有其他含义。",
]
ROWS = [["公园", "面积（公顷）"], ["甲公园（演示数据）", "3"], ["乙公园（演示数据）", "5"]]
END = "二、本办法自2024年4月1日起施行，演示数据到此结束。"

NAVIGATION = """<ul class="nav"><li><a href="/">首页</a></li><li><a href="/zw">政务公开</a></li><li>互动交流</li></ul>
<div>您的位置：<a href="/">首页</a> &gt; 政务公开 &gt; 政策文件</div>"""
TOOLS = """<div>发布时间：2024-03-08 10:11　来源：演示区政府网　浏览次数：<span>12</span>
字号：[ <a onclick="zoom()">大</a> <a>中</a> <a>小</a> ]</div>"""
FOOT = """<p><a href="javascript:window.print()" onclick="stat()">【打印本页】</a> <a href="#">【关闭窗口】</a></p>
<div>分享到：<a>微信</a> <a>微博</a></div><p>上一篇：<a href="/x.html">演示区其他通知</a></p>
<p>扫一扫在手机打开当前页</p>
<div>主办：演示区人民政府办公室　网站标识码：0000000000</div><script>track("演示")</script>"""
LEFT_OUT_WORDS = (
    "首页",
    "互动交流",
    "浏览次数",
    "打印",
    "关闭窗口",
    "分享",
    "上一篇",
    "扫一扫",
    "主办",
    "索引号",
    "有效性",
)


def head_as_table(stated):
    pairs = list(stated.items())
    rows = [pairs[at : at + 2] for at in range(0, len(pairs), 2)]
    cells = [
        "".join(f"<td><b>{spaced(name)}：</b></td><td>{escape(value)}</td>" for name, value in row) for row in rows
    ]
    return "<table><tr><td><table>" + "".join(f"<tr>{row}</tr>" for row in cells) + "</table></td></tr></table>"


def head_as_header_cells(stated):
    return "<table>" + "".join(f"<tr><th>{n}</th><td>{escape(v)}</td></tr>" for n, v in stated.items()) + "</table>"


def head_as_list(stated):
    return "<ul>" + "".join(f"<li><b>{spaced(n)}:</b> {escape(v)}</li>" for n, v in stated.items()) + "</ul>"


def head_as_divisions(stated):
    return "".join(f"<div class='k'>{n}：</div><div class='v'>{escape(v)}</div>" for n, v in stated.items())


def head_in_brackets(stated):
    return "".join(f"<p>【{n}】 {escape(v)}</p>" for n, v in stated.items())


def head_on_lines(stated):
    return "<p>" + "<br>".join(f"{spaced(n)}：{escape(v)}" for n, v in stated.items()) + "</p>"


HEADS = [head_as_table, head_as_header_cells, head_as_list, head_as_divisions, head_in_brackets, head_on_lines]


def spaced(name):
    """索引号 as pages set it: 索 引 号."""
    return "&nbsp;".join(name) if len(name) == 3 else name


def text_html(*, title=TITLE, number=NUMBER):
    above = [part for part in (title[: len(title) // 2], title[len(title) // 2 :], number) if part]
    table = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in ROWS)
    return (
        "".join(f'<p style="text-align:center" onmouseover="x()"><span>{line}</span></p>' for line in above)
        + "".join(f"<p>　　{line}</p>" for line in TEXT)
        + f'<table class="data">{table}</table><p>　　{END}</p>'
    )


def page(*, head="", text=None, container=' id="zoom"', meta="", window="演示区公园管理办法", heading=TITLE):
    return f"""<!doctype html><html><head><meta charset="utf-8"><title>{window}_演示区人民政府</title>{meta}
<style>p {{ color: red }}</style></head><body onload="start()">{NAVIGATION}{head}<h1>{heading}</h1>{TOOLS}
<div{container}>{text_html() if text is None else text}</div>{FOOT}</body></html>"""
