"""Top floor: a town that does not exist, to show and to try the portal with (演示数据)."""
