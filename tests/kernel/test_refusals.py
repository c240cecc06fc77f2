"""Refusals carry every reason."""

import pytest

from zhifu_portal.kernel.refusals import Refused, refuse_if


def test_no_reasons_refuse_nothing():
    refuse_if([])


def test_a_refusal_holds_every_reason_in_order():
    with pytest.raises(Refused) as refusal:
        refuse_if(["未完成保密审查", "缺少责任科室"])
    assert refusal.value.reasons == ["未完成保密审查", "缺少责任科室"]
    assert str(refusal.value) == "未完成保密审查；缺少责任科室"
