"""What the rules propose: the first that fits, with the words it found; nothing without a condition."""

from dataclasses import asdict
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosure.records.enums import Attribute, Genre
from disclosure.review.models import AttributeRule
from disclosure.review.official import OFFICIAL_RULES
from disclosure.review.queries.rule_matching import NO_PROPOSAL, Subject, propose, split_words

RULES = [AttributeRule(pk=pk, **asdict(rule)) for pk, rule in enumerate(OFFICIAL_RULES, start=1)]


def rule(**fields):
    return AttributeRule(**{"name": "演示规则", "attribute": Attribute.OPEN, "reason": "演示理由。"} | fields)


def subject(title="演示数据：关于旧事的通知", text="演示数据正文。", genre=Genre.NOTICE, composed_on=date(2012, 5, 7)):
    return Subject(title=title, genre=genre, text=text, composed_on=composed_on)


@pytest.mark.parametrize(
    ("document", "name", "attribute", "ground", "is_clear"),
    [
        (subject(text="正文。\n（此件公开发布）"), "标明主动公开", "open", "", True),
        (subject(text="正文。\n(此件 主动公开)"), "标明主动公开", "open", "", True),
        (subject(text="正文。\n公开属性:主动公开"), "标明主动公开", "open", "", True),
        (subject(text="正文。\n（此件依申请公开）"), "标明依申请公开", "on_request", "E16-2", False),
        (subject(text="正文。\n（此件不予公开）"), "标明不予公开", "withheld", "E16-2", False),
        (subject(text="秘密☆3年\n正文。\n（此件公开发布）"), "标有密级", "withheld", "E14-1", False),
        (subject(text="机密\n正文。"), "标有密级", "withheld", "E14-1", False),
        (subject(text="根据《中华人民共和国保守国家秘密法》，通知如下。"), "引用保密法律", "withheld", "E14-1", False),
        (subject(title="关于某某同志任免的通知"), "人事管理", "on_request", "E16-1", False),
        (subject(title="关于国庆假期值班安排的通知"), "后勤和内部工作", "withheld", "E16-1", True),
        (subject(genre=Genre.REQUEST), "请示", "withheld", "E16-2", False),
        (subject(genre=Genre.REPORT), "报告", "on_request", "E16-2", False),
        (subject(title="政府工作报告", genre=Genre.REPORT), "法定主动公开的报告", "open", "", False),
        (subject(genre=Genre.LETTER), "函", "on_request", "E16-2", False),
        (subject(genre=Genre.MINUTES), "纪要", "on_request", "E16-2", False),
        (subject(genre=Genre.PUBLIC_NOTICE), "通告", "open", "", True),
        (subject(title="某某花名册", genre=Genre.OTHER), "载有个人情况的名册", "withheld", "E15", False),
    ],
)
def test_our_own_rules(document, name, attribute, ground, is_clear):
    proposal = propose(document, RULES)

    assert (proposal.rule.name, proposal.attribute, proposal.ground) == (name, attribute, ground)
    assert proposal.is_clear is is_clear


@pytest.mark.parametrize(
    "document",
    [
        subject(),
        subject(title="机密文件管理若干问题的通知", text="本通知所称机密，是指依法确定的国家秘密。"),
        subject(
            text="凡标注“此件公开发布”的公文，由制作机关在形成之日起二十个工作日内，通过政府网站主动公开，并送本级档案馆。"
        ),
        subject(text="本通知引用保守国家秘密法的说法，没有书名号。"),
    ],
)
def test_a_text_that_only_speaks_of_marks_and_laws_fits_nothing(document):
    assert propose(document, RULES) == NO_PROPOSAL


def test_the_first_rule_by_order_counts_and_not_the_first_in_the_list():
    late = rule(pk=1, name="后", sort_order=20, title_words="旧事")
    early = rule(pk=2, name="先", sort_order=10, title_words="通知")

    assert propose(subject(), [late, early]).rule is early


def test_every_condition_that_is_filled_in_must_hold():
    both = rule(genre=Genre.NOTICE, title_words="旧事、新事", composed_before=date(2019, 5, 15))

    assert propose(subject(), [both]).matched == "体裁为通知；标题含“旧事”；成文日期2012-05-07"
    assert propose(subject(genre=Genre.LETTER), [both]) == NO_PROPOSAL
    assert propose(subject(title="别的"), [both]) == NO_PROPOSAL
    assert propose(subject(composed_on=date(2019, 5, 15)), [both]) == NO_PROPOSAL
    assert propose(subject(composed_on=None), [both]) == NO_PROPOSAL


@pytest.mark.parametrize(
    "empty", [rule(), rule(title_words="、 ，"), rule(text_marks=" "), rule(is_active=False, title_words="旧事")]
)
def test_a_rule_without_a_condition_or_out_of_use_fits_nothing(empty):
    assert propose(subject(), [empty]) == NO_PROPOSAL


def test_words_are_separated_by_any_of_the_usual_signs():
    assert split_words("甲、乙，丙,丁；戊 己") == ["甲", "乙", "丙", "丁", "戊", "己"]


@given(st.text(), st.text(), st.text(), st.sampled_from(["title_words", "text_marks", "cited_laws"]))
def test_any_text_gets_a_proposal_or_none_and_what_matched_fits_its_column(title, text, words, condition):
    proposal = propose(subject(title=title, text=text), [rule(**{condition: words}), *RULES])

    assert len(proposal.matched) <= 200
    assert bool(proposal.matched) is (proposal.rule is not None)


def test_our_own_rules_may_all_be_saved():
    for each in RULES:
        each.full_clean(validate_unique=False, validate_constraints=False)
