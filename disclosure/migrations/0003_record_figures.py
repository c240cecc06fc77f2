"""Counted records for the dashboards."""

import django.db.models.deletion
from django.db import migrations, models

ATTRIBUTES = [("undetermined", "未认定"), ("open", "主动公开"), ("on_request", "依申请公开"), ("withheld", "不予公开")]
STATUSES = [
    ("draft", "草稿"),
    ("scheduled", "待发布"),
    ("published", "已发布"),
    ("registered", "已登记（不主动公开）"),
    ("withdrawn", "已撤下"),
    ("expired", "公示期满"),
]


class Migration(migrations.Migration):
    dependencies = [("disclosure", "0002_determination_and_review")]

    operations = [
        migrations.CreateModel(
            name="FiguresState",
            fields=[
                (
                    "name",
                    models.CharField(max_length=40, primary_key=True, serialize=False, verbose_name="统计"),
                ),
                ("computed_at", models.DateTimeField(verbose_name="统计时间")),
            ],
            options={"verbose_name": "统计进度", "verbose_name_plural": "统计进度"},
        ),
        migrations.CreateModel(
            name="RecordFigure",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField(default=0, verbose_name="成文年份")),
                ("attribute", models.CharField(choices=ATTRIBUTES, max_length=20, verbose_name="公开属性")),
                ("is_severed", models.BooleanField(default=False, verbose_name="部分公开")),
                ("ground", models.CharField(blank=True, max_length=8, verbose_name="不予公开情形")),
                ("status", models.CharField(choices=STATUSES, max_length=20, verbose_name="发布状态")),
                ("count", models.PositiveIntegerField(verbose_name="件数")),
                ("late", models.PositiveIntegerField(default=0, verbose_name="迟公开件数")),
                (
                    "organ",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="disclosure.organ",
                        verbose_name="公开机关",
                    ),
                ),
            ],
            options={"verbose_name": "信息统计", "verbose_name_plural": "信息统计"},
        ),
        migrations.AddConstraint(
            model_name="recordfigure",
            constraint=models.UniqueConstraint(
                fields=("organ", "year", "attribute", "is_severed", "ground", "status"), name="record_figure_once"
            ),
        ),
    ]
