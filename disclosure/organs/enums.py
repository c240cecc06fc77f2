"""Kinds of organ and the roles a person can hold."""

from django.db import models


class OrganKind(models.TextChoices):
    """What an organ is in the structure of government."""

    GOVERNMENT = "government", "区人民政府"
    OFFICE = "office", "政府办公室"
    DEPARTMENT = "department", "政府部门"
    STREET = "street", "街道办事处"
    ZONE = "zone", "园区管委"
    INSTITUTION = "institution", "法律、法规授权的组织"
    SUPERIOR = "superior", "上级机关"


class Role(models.TextChoices):
    """What a person may do, within one organ or for the whole district."""

    EDITOR = "editor", "部门编辑"
    REVIEWER = "reviewer", "审核人"
    SECRECY_REVIEWER = "secrecy_reviewer", "保密审查人"
    SIGNER = "signer", "签发人"
    DISCLOSURE_OFFICE = "disclosure_office", "政务公开办"
    AUDITOR = "auditor", "监督审计（只读）"


ORGAN_ROLES = frozenset({Role.EDITOR, Role.REVIEWER, Role.SECRECY_REVIEWER, Role.SIGNER})
OFFICE_ROLES = frozenset({Role.DISCLOSURE_OFFICE, Role.AUDITOR})
