"""Issuers as sources write them."""

import pytest

from disclosure.organs.models import Organ
from policies.documents.importing.issuers import IssuerDirectory, split_issuers
from tests.disclosure.factories import OrganFactory


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("", []),
        ("国务院", ["国务院"]),
        ("最高人民法院、最高人民检察院", ["最高人民法院", "最高人民检察院"]),
        ("最高人民法院最高人民检察院", ["最高人民法院", "最高人民检察院"]),
        ("最高人民法院 最高人民检察院", ["最高人民法院", "最高人民检察院"]),
        ("国务院办公厅", ["国务院办公厅"]),
        ("中共中央国务院", ["中共中央", "国务院"]),
        ("国务院、中央军委", ["国务院", "中央军事委员会"]),
        ("中华人民共和国公安部", ["公安部"]),
        ("甲市人民代表大会常务委员会", ["甲市人民代表大会常务委员会"]),
        ("最高人民法院演示研究室", ["最高人民法院演示研究室"]),
        ("国务院、国务院", ["国务院"]),
    ],
)
def test_joint_issuers_are_parted(written, names):
    assert split_issuers(written) == names


def test_organs_known_here_are_parted_too():
    assert split_issuers("演示甲局演示乙局", known=["演示甲局", "演示乙局"]) == ["演示甲局", "演示乙局"]


@pytest.mark.django_db
def test_a_new_issuer_becomes_a_foreign_organ_once():
    directory = IssuerDirectory()

    first = directory.organs_for("演示省人民代表大会")
    again = IssuerDirectory().organs_for("演示省人民代表大会")

    assert first == again == [Organ.objects.get(name="演示省人民代表大会")]
    assert (first[0].is_foreign, first[0].kind, first[0].code, first[0].slug) == (True, "superior", None, "yssrmdbdh")


@pytest.mark.django_db
def test_two_names_with_the_same_initials_have_two_addresses():
    organs = IssuerDirectory().organs_for("演示省人民代表大会、演示市人民代表大会")

    assert [organ.slug for organ in organs] == ["yssrmdbdh", "yssrmdbdh-2"]


@pytest.mark.django_db
def test_an_organ_is_known_by_its_short_name_and_counts_once():
    organ = OrganFactory(name="演示区教育和体育局", short_name="演示教体局")

    assert IssuerDirectory().organs_for("演示区教育和体育局、演示教体局") == [organ]


@pytest.mark.django_db
def test_organs_of_a_line_rolled_back_are_made_again():
    directory = IssuerDirectory()
    [lost] = directory.organs_for("演示省人民代表大会")
    lost.delete()
    directory.settle(kept=False)

    [made] = directory.organs_for("演示省人民代表大会")

    assert Organ.objects.filter(pk=made.pk).exists()
