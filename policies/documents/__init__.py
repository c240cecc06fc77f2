"""政策文件 (policy documents): normative documents and other policy files, a child of the information record."""
