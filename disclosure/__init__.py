"""政府信息公开: organs, catalog, records and what the regulation asks of them."""
