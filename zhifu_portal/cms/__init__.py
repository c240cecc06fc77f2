"""Top floor: the pages editors arrange, navigation and footer, and the site-wide public views."""
