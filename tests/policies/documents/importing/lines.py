"""Lines of an import, made for the tests."""

import io
import json

BODY = "第一章 总则\n第一条 演示数据：为了测试导入，制定本办法。\n第二条 本办法自公布之日起施行。"


def row(number=1, **fields):
    """Return a row as a source states it; a field given as None is stated as null."""
    return {
        "id": f"demo{number:04d}",
        "title": f"演示数据：测试办法之{number}",
        "doc_number": None,
        "issuer": "演示省人民代表大会",
        "date": "2020-05-14",
        "effective_date": "2020-06-01",
        "status": "有效",
        "superseded_in_corpus": False,
        "category": "地方性法规",
        "body": BODY,
        "history": None,
        "publish_date": None,
        "source_repo": "演示来源",
    } | fields


def jsonl(*rows):
    """Return a file with one line per row; a text stands as it is."""
    lines = (each if isinstance(each, str) else json.dumps(each, ensure_ascii=False) for each in rows)
    return io.BytesIO("".join(f"{line}\n" for line in lines).encode())


def rows(count, **fields):
    """Return that many rows with ids of their own."""
    return [row(number, **fields) for number in range(1, count + 1)]
