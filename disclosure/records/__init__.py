"""政府信息 (information records): determination, secrecy review, publication, correction and withdrawal."""
