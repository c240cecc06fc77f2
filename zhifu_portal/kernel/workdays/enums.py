"""Where an entry of the calendar comes from."""

from django.db.models import TextChoices


class CalendarSource(TextChoices):
    """Who entered a day or a year: the library may renew its own entries, never those of staff."""

    LIBRARY = "library", "随软件提供"
    STAFF = "staff", "工作人员录入"
