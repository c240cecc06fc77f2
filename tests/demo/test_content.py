"""The demo content: it loads on any day, holds every state, and invents nothing that looks real."""

import re
from collections import Counter
from datetime import date, timedelta

import pytest

from zhifu_portal.demo.content import (
    DATA_DIR,
    DEMO_NOTE,
    AttachmentKind,
    Attribute,
    OrganKind,
    PieceState,
    PieceType,
    Role,
    load_local_topics,
    load_organs,
    load_pieces,
    load_users,
    read_piece,
)
from zhifu_portal.demo.logins import DEMO_LOGINS
from zhifu_portal.demo.strict_toml import ContentError
from zhifu_portal.kernel.chinese.document_numbers import parse_document_number
from zhifu_portal.kernel.personal_data import scan
from zhifu_portal.kernel.unified_code import check_unified_code

TODAY = date(2026, 11, 23)
PIECES = load_pieces(today=TODAY)
ORGANS = {organ.slug: organ for organ in load_organs()}

# Classes of the national tree that the pieces use (rules.md §4.4); 其他 classes are not needed.
NATIONAL_TOPICS = {
    "综合政务": "政务公开 政务督查 应急管理 电子政务 文秘工作 保密工作 信访",
    "国民经济管理、国有资产监管": "宏观经济 经济体制改革 统计 物价 国有资产监管 重大建设项目",
    "财政、金融、审计": "财政 税务 银行 证券 保险 社会信用体系建设 审计",
    "国土资源、能源": "土地 矿产 水资源 海洋 煤炭 石油与天然气 电力",
    "市场监管、安全生产监管": "工商 质量监督 标准 食品药品监管 安全生产监管",
    "城乡建设、环境保护": "城市规划 城乡建设（含住房） 环境监测、保护与治理 节能与资源综合利用",
    "科技、教育": "科技 教育 知识产权",
    "卫生、体育": "卫生 医药管理 体育",
    "劳动、人事、监察": "劳动就业 社会保障 人事工作 军转安置 监察 纠正行业不正之风",
    "民政、扶贫、救灾": "减灾救灾 优抚安置 社会福利 行政区划与地名 社团管理 扶贫",
}
REAL_LOOKING = {
    "resident id": re.compile(r"(?<!\d)\d{17}[\dXx](?!\d)"),
    "mobile": re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)"),
    "telephone": re.compile(r"(?<!\d)(?!0000-0000000)(0\d{2,3}[-－—]\d{7,8}|\d{8}|[468]\d{6})(?![\dA-Z])"),
    "bank card": re.compile(r"(?<!\d)\d{16,19}(?!\d)"),
    "e-mail": re.compile(r"[\w.-]+@(?!demo\.invalid)[\w.-]+"),
    "address": re.compile(r"\d+\s*(号楼|单元|室)"),
    "site": re.compile(r"https?://"),
}


def every_text():
    """Yield a name and the text of every data file and of every piece as it is dated."""
    for path in sorted(DATA_DIR.rglob("*")):
        if path.suffix in {".md", ".toml"}:
            yield path.name, path.read_text(encoding="utf-8")
    for piece in PIECES:
        cells = [cell for item in piece.attachments for row in item.rows for cell in row]
        yield piece.key, "\n".join([piece.title, piece.summary, piece.text, *cells])


def test_the_pieces_are_spread_over_eight_organs():
    assert Counter(piece.organ for piece in PIECES) == {
        "gov-office": 11,
        "development-reform": 7,
        "education-sports": 16,
        "civil-affairs": 16,
        "finance": 7,
        "human-resources": 8,
        "housing-construction": 8,
        "xiangyang-street": 6,
    }


def test_every_state_is_present():
    assert Counter(piece.state for piece in PIECES) == {
        PieceState.PUBLISHED: 50,
        PieceState.CORRECTED: 1,
        PieceState.REPLACED: 2,
        PieceState.WITHDRAWN: 2,
        PieceState.EXPIRED: 2,
        PieceState.SCHEDULED: 1,
        PieceState.DRAFT: 1,
        PieceState.RETURNED: 1,
        PieceState.HISTORIC: 4,
        PieceState.DETERMINATION: 2,
        PieceState.JOINT_AGREEMENT: 1,
        PieceState.SECRECY_REVIEW: 2,
        PieceState.REFERRED: 1,
        PieceState.SIGN_OFF: 1,
        PieceState.DISAGREED: 1,
        PieceState.REGISTERED_ON_REQUEST: 3,
        PieceState.REGISTERED_WITHHELD: 4,
    }


def test_types_attachments_and_statutory_items_are_mixed():
    kinds = {item.kind for piece in PIECES for item in piece.attachments}

    assert Counter(piece.type for piece in PIECES) == {PieceType.RECORD: 68, PieceType.POLICY: 11}
    assert kinds == set(AttachmentKind) - {AttachmentKind.TXT}
    assert {piece.statutory_item for piece in PIECES} == {*(f"20-{number}" for number in range(1, 16)), "21"}
    assert sum(piece.normative for piece in PIECES) == 5
    assert sum(bool(piece.interprets) for piece in PIECES) == 5


@pytest.mark.parametrize("today", [date(2026, 9, 30), date(2027, 1, 1), date(2028, 2, 29)])
def test_the_content_fits_together_on_any_day(today):
    pieces = load_pieces(today=today)

    assert [piece.key for piece in pieces] == [piece.key for piece in PIECES]
    assert all(piece.published_on is None or piece.published_on <= today for piece in pieces)


def test_titles_and_document_numbers_are_unique():
    numbers = [piece.document_number for piece in PIECES if piece.document_number]

    assert Counter(piece.title for piece in PIECES).most_common(1)[0][1] == 1
    assert len(set(numbers)) == len(numbers) == 23


def test_document_numbers_are_canonical_evidently_invented_and_of_the_organ():
    for piece in PIECES:
        if not piece.document_number:
            continue
        number = parse_document_number(piece.document_number)
        organ = ORGANS[piece.organ]
        assert number is not None
        assert str(number) == piece.document_number
        assert number.serial is not None
        assert number.serial >= 901
        assert number.year == piece.composed_on.year
        assert number.prefix in organ.prefixes + organ.demo_prefixes


def test_every_piece_says_that_it_is_invented():
    assert "演示数据" in DEMO_NOTE
    for piece in PIECES:
        assert piece.text.endswith(DEMO_NOTE)
        assert piece.html.endswith(f"<p>{DEMO_NOTE}</p>")
        assert all(item.paragraphs[-1] == DEMO_NOTE for item in piece.attachments)


def test_pieces_are_as_long_as_real_ones_and_two_are_long_regulations():
    lengths = {piece.key: len(piece.text) for piece in PIECES}
    regulations = {key for key, length in lengths.items() if length >= 5000}

    assert regulations == {"gov-office/01-disclosure-work-rules", "housing-construction/01-renovation-rules"}
    assert all(300 <= length <= 2500 for key, length in lengths.items() if key not in regulations)


def test_articles_of_the_regulations_are_numbered_without_gaps():
    bodies = {piece.key: piece.body for piece in PIECES if piece.normative or "第一章" in piece.body}
    digits = "零一二三四五六七八九"

    for body in bodies.values():
        found = re.findall(r"^第([一二三四五六七八九十]+)条 ", body, re.MULTILINE)
        expected = [
            f"{digits[n // 10] if n >= 20 else ''}{'十' if n >= 10 else ''}{digits[n % 10] if n % 10 else ''}"
            for n in range(1, len(found) + 1)
        ]
        assert found == expected


def test_tables_have_as_many_cells_in_each_row_as_in_the_head():
    for piece in PIECES:
        for block in re.split(r"\n\s*\n", piece.body):
            widths = {line.count("|") for line in block.splitlines() if line.startswith("|")}
            assert len(widths) <= 1, (piece.key, block)
        assert all(len(row) == len(item.columns) for item in piece.attachments for row in item.rows)


def test_no_placeholder_is_left_in_any_text():
    assert [piece.key for piece in PIECES if "{" in piece.text + piece.title + piece.document_number] == []


def test_topics_exist_in_the_national_and_the_local_tree():
    local = {topic.slug for topic in load_local_topics()}
    national = {f"{top}/{child}" for top, children in NATIONAL_TOPICS.items() for child in children.split()}

    assert len(local) == 10
    assert {topic for piece in PIECES for topic in piece.topics} - national == set()
    assert {topic for piece in PIECES for topic in piece.local_topics} == local
    assert all(piece.topics for piece in PIECES)


def test_publication_followed_composition_within_the_statutory_term():
    # 条例第二十六条: twenty working days are at least 26 calendar days.
    late = [piece.key for piece in PIECES if piece.published_on and (piece.published_on - piece.composed_on).days > 26]

    assert late == []


def test_lists_that_mask_people_disappear_by_themselves_or_were_withdrawn():
    masked = {piece.key for piece in PIECES if re.search(r"\| [\u4e00-\u9fff]\*{1,2} \|", piece.body)}
    limited = {piece.key for piece in PIECES if piece.visible_until or piece.state is PieceState.WITHDRAWN}

    assert len(masked) == 5
    assert masked - limited == set()


@pytest.mark.parametrize("kind", sorted(REAL_LOOKING))
def test_nothing_looks_like_real_personal_data(kind):
    found = {name: match[0] for name, text in every_text() if (match := REAL_LOOKING[kind].search(text))}

    assert found == {}


def test_the_kernel_scan_finds_no_personal_data_either():
    found = {name: [text[f.start : f.end] for f in findings] for name, text in every_text() if (findings := scan(text))}

    assert found == {}


def test_organs_of_the_district_have_valid_evidently_invented_codes():
    codes = {organ.slug: organ.code for organ in ORGANS.values() if organ.kind is not OrganKind.SUPERIOR}

    assert len(codes) == len(set(codes.values())) == 20
    assert {slug: reasons for slug, code in codes.items() if (reasons := check_unified_code(code))} == {}
    assert all(code.startswith("11370602DEM") for code in codes.values())


def test_superior_organs_only_issue():
    superior = [organ for organ in ORGANS.values() if organ.kind is OrganKind.SUPERIOR]

    assert {"国务院", "国务院办公厅", "全国人民代表大会常务委员会", "山东省人民政府办公厅", "烟台市人民政府办公室"} <= {
        organ.name for organ in superior
    }
    assert [organ.name for organ in superior if organ.code or organ.guide or organ.head] == []


def test_all_twelve_streets_and_eight_full_organs_are_there():
    streets = [organ for organ in ORGANS.values() if organ.kind is OrganKind.STREET]
    full = {organ.slug for organ in ORGANS.values() if organ.guide}

    assert len(streets) == 12
    assert full == {piece.organ for piece in PIECES}
    assert all("演示" in ORGANS[slug].guide.telephone for slug in full)


def test_every_full_organ_has_its_four_roles_and_the_office_its_own():
    users = load_users()
    per_organ = Counter(user.organ for user in users)

    assert len({user.username for user in users}) == len(users) == 35
    assert per_organ == {**{slug: 4 for slug, organ in ORGANS.items() if organ.guide}, "": 3}
    assert {user.role for user in users if not user.organ} == {Role.DISCLOSURE_OFFICE, Role.AUDITOR, Role.SUPERUSER}
    assert all(user.display_name.startswith("演示") for user in users)


def test_logins_cover_every_role_with_long_passwords():
    users = {user.username: user for user in load_users()}
    names = [name for name, _password, _label in DEMO_LOGINS]

    assert len(set(names)) == len(names)
    assert {users[name].role for name in names} == set(Role)
    assert all(len(password) >= 12 for _name, password, _label in DEMO_LOGINS)


FRONT_MATTER = """+++
type = "record"
state = "published"
title = "题"
composed_days_ago = 3
published_days_ago = 2
topics = ["综合政务/信访"]
catalog_item = 2
keywords = []
summary = "摘要"
attribute = "open"
+++
正文{date-1}。
"""


def write_piece(folder, text):
    path = folder / "gov-office" / "01-x.md"
    path.parent.mkdir()
    path.write_text(text, encoding="utf-8")
    return path


def test_relative_dates_are_resolved(tmp_path):
    piece = read_piece(write_piece(tmp_path, FRONT_MATTER), today=TODAY)

    assert (piece.key, piece.slug, piece.organ) == ("gov-office/01-x", "01-x", "gov-office")
    assert (piece.composed_on, piece.published_on) == (TODAY - timedelta(days=3), TODAY - timedelta(days=2))
    assert piece.body == "正文2026年11月22日。"
    assert piece.attribute is Attribute.OPEN


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ('title = "题"', 'titel = "题"', "unknown keys ['titel'], missing keys ['title']"),
        ("+++\n正文", "正文", "must begin with TOML between two +++ lines"),
        ('title = "题"', 'title = "题', "Illegal character"),
        ("published_days_ago = 2", "", "published_on does not fit"),
        ("published_days_ago = 2", "published_days_ago = 5", "composed_on does not fit"),
        ("published_days_ago = 2", "published_days_ago = 2\nvisible_until_days_ago = 1", "visible_until does not fit"),
        ("catalog_item = 2", "catalog_item = 16", "catalog_item does not fit"),
        ("catalog_item = 2", 'catalog_item = 2\ngenre = "公示"', "genre does not fit"),
        ("catalog_item = 2", 'catalog_item = 2\nchange_note = "改"', "change_note does not fit"),
        ("catalog_item = 2", "catalog_item = 2\nnormative = true", "register_number does not fit"),
        ("catalog_item = 2", 'catalog_item = 2\ninterprets = "x/y"', "there is no piece x/y"),
        ('attribute = "open"', 'attribute = "withheld"', "ground does not fit"),
        ("composed_days_ago = 3", "composed_days_ago = 3\ncomposed_on = 2026-01-01", "composed_on is given twice"),
    ],
)
def test_a_piece_that_contradicts_itself_is_refused(tmp_path, old, new, problem):
    assert old in FRONT_MATTER
    write_piece(tmp_path, FRONT_MATTER.replace(old, new))

    with pytest.raises(ContentError, match=re.escape(problem)):
        load_pieces(today=TODAY, folder=tmp_path)
