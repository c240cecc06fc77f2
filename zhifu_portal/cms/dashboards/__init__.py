"""The home page of the CMS and the dashboards behind it: to each person what waits and what stands, of the own organs.

panels: the home page. selection, drilldown, tables, views: the dashboards, from what was asked to what is shown.
"""

from zhifu_portal.cms.dashboards.menu import dashboard_urls, dashboards_item
from zhifu_portal.cms.dashboards.panels import show_no_summary, show_own_panels

__all__ = ["dashboard_urls", "dashboards_item", "show_no_summary", "show_own_panels"]
