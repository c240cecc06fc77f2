"""公开平台 (the disclosure platform): four parts, for the district and for each organ (条例第二十四条)."""
