"""通知 in the CMS: each person's own notices and wishes, and the texts that the disclosure office sets."""
