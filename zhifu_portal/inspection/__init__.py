"""Top floor: the site inspects itself against the national indicators."""
