"""Which organ an import registers for when nobody says."""

from django.conf import settings

from disclosure.organs.enums import OrganKind
from disclosure.organs.models import Organ
from zhifu_portal.kernel.refusals import Refused


def importing_organ(*, code: str = "") -> Organ:
    """Return the organ with this code, else the office of this site; raise Refused when there is none.

    The office is the organ of `SITE_OFFICE_ORGAN_CODE`, else the first local organ of kind 政府办公室.
    """
    local = Organ.objects.local()
    if code:
        organ = local.filter(code=code).first()
        if organ is None:
            raise Refused([f"没有统一社会信用代码为“{code}”的本区机关，请核对代码，或者先在“机关”中登记。"])
        return organ
    office_code: str = settings.SITE_OFFICE_ORGAN_CODE
    organ = local.filter(code=office_code).first() if office_code else None
    organ = organ or local.filter(kind=OrganKind.OFFICE).first()
    if organ is None:
        raise Refused(["还没有登记政府办公室，请用 --organ 指定机关的统一社会信用代码，或者先在“机关”中登记。"])
    return organ
