"""Generated documents in the format of the import: laws of an invented town, of realistic length."""

import json
import random
from pathlib import Path

SUBJECTS = (
    "城市供水 养老服务 义务教育 道路停车 市容环卫 社会救助 公共租赁住房 海岸保护 文物保护 企业登记 就业促进 燃气安全"
).split()
VERBS = "应当 可以 不得 负责 组织 按照规定".split()
OBJECTS = (
    "依法履行职责 向社会公布结果 建立工作台账 接受公众监督 提供便民服务 及时受理申请 按期报告情况 完善管理制度"
).split()


def write_documents(path: Path, *, count: int) -> int:
    """Write this many documents as JSON lines; return the number of characters of their bodies."""
    choose = random.Random(20220616)
    characters = 0
    with path.open("w", encoding="utf-8") as file:
        for number in range(count):
            subject = choose.choice(SUBJECTS)
            body = "\n".join(
                f"第{article}条 {subject}管理单位{choose.choice(VERBS)}{choose.choice(OBJECTS)}，"
                f"并在{choose.randint(2, 30)}个工作日内{choose.choice(OBJECTS)}。" * choose.randint(1, 3)
                for article in range(1, choose.randint(20, 90))
            )
            characters += len(body)
            row = {
                "id": f"bench-{number}",
                "title": f"演示{subject}管理规定（第{number}号）",
                "doc_number": None,
                "issuer": "演示上级机关",
                "date": f"{choose.randint(2000, 2025)}-0{choose.randint(1, 9)}-1{choose.randint(0, 9)}",
                "effective_date": None,
                "status": "有效",
                "category": "地方性法规",
                "body": body,
            }
            file.write(json.dumps(row, ensure_ascii=False) + "\n")
    return characters
