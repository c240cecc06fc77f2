"""公开目录 (catalog), 主题分类 (topics) and 公开指南 (guide): what an organ must disclose and where it stands."""
