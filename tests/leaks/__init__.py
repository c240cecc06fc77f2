"""Nothing that is not public may be reached: words planted where nobody may look, and a crawl that looks everywhere."""
