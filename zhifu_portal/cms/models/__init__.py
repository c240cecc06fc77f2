"""Pages of the site and its settings."""

from zhifu_portal.cms.models.chrome import SiteChrome
from zhifu_portal.cms.models.pages import ArticlePage, ColumnPage, HomePage, PlainPage, TopicPage

__all__ = ["ArticlePage", "ColumnPage", "HomePage", "PlainPage", "SiteChrome", "TopicPage"]
