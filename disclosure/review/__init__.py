"""定期审查: rounds over what is withheld or on request, historic documents, conversion to open.

Glossary: round (审查批次), item (审查件: one record in one round), review policy (审查规则), coverage (覆盖率),
historic document (历史公文: registered without attribute), proposal (属性建议, never a decision),
conversion (依申请转主动).
"""
