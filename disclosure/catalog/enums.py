"""The four parts of the disclosure platform and the items the regulation asks for."""

from typing import Final

from django.db import models


class PlatformPart(models.TextChoices):
    """The four first-level items of a disclosure platform (国办公开办函〔2019〕61号, rules.md §4.1)."""

    GUIDE = "guide", "政府信息公开指南"
    INSTITUTION = "institution", "政府信息公开制度"
    STATUTORY = "statutory", "法定主动公开内容"
    ANNUAL_REPORT = "annual_report", "政府信息公开年报"


class StatutoryItem(models.TextChoices):
    """The fifteen items of 条例第二十条 and the addition of 第二十一条, in the words of the law."""

    ITEM_1 = "20-1", "（一）行政法规、规章和规范性文件"
    ITEM_2 = "20-2", "（二）机关职能、机构设置、办公地址、办公时间、联系方式、负责人姓名"
    ITEM_3 = "20-3", "（三）国民经济和社会发展规划、专项规划、区域规划及相关政策"
    ITEM_4 = "20-4", "（四）国民经济和社会发展统计信息"
    ITEM_5 = "20-5", "（五）办理行政许可和其他对外管理服务事项的依据、条件、程序以及办理结果"
    ITEM_6 = "20-6", "（六）实施行政处罚、行政强制的依据、条件、程序以及本行政机关认为具有一定社会影响的行政处罚决定"
    ITEM_7 = "20-7", "（七）财政预算、决算信息"
    ITEM_8 = "20-8", "（八）行政事业性收费项目及其依据、标准"
    ITEM_9 = "20-9", "（九）政府集中采购项目的目录、标准及实施情况"
    ITEM_10 = "20-10", "（十）重大建设项目的批准和实施情况"
    ITEM_11 = "20-11", "（十一）扶贫、教育、医疗、社会保障、促进就业等方面的政策、措施及其实施情况"
    ITEM_12 = "20-12", "（十二）突发公共事件的应急预案、预警信息及应对情况"
    ITEM_13 = "20-13", "（十三）环境保护、公共卫生、安全生产、食品药品、产品质量的监督检查情况"
    ITEM_14 = "20-14", "（十四）公务员招考的职位、名额、报考条件等事项以及录用结果"
    ITEM_15 = "20-15", "（十五）法律、法规、规章和国家有关规定规定应当主动公开的其他政府信息"
    ARTICLE_21 = "21", "第二十一条 市政建设、公共服务、公益事业、土地征收、房屋征收、治安管理、社会救助等"


STATUTORY_ITEMS: Final = tuple(StatutoryItem)
