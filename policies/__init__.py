"""政策: normative documents and other policy files, decisions, lists, benefits."""
