"""Who may do what with a record in which state, as one table; test_transition_table.py holds the services to it.

A line: the state, the action, one sign for each person, and the audit rows an allowed move writes. `+` is allowed,
`-` is refused with every reason. The groups are the own organ, another organ, a joint organ (editor, reviewer,
secrecy reviewer, signer each), and: disclosure office, auditor, system administrator, and the author, who holds every
role of the own organ.
"""

ORGAN_STAFF = ("editor", "reviewer", "secrecy_reviewer", "signer")
PEOPLE = (
    *(f"own {role}" for role in ORGAN_STAFF),
    *(f"other {role}" for role in ORGAN_STAFF),
    *(f"joint {role}" for role in ORGAN_STAFF),
    "office",
    "auditor",
    "superuser",
    "author",
)

TABLE = """
# state          action         own  other joint others  audit
draft            submit         +--- ----  ----  ---+    record.submitted
draft            edit           +--- ----  ----  ---+
draft            approve        ---- ----  ----  ----
draft            disagree       ---- ----  ----  ----
draft            return         ---- ----  ----  ----
draft            withdraw       ---- ----  ----  ----
draft            replace        ---- ----  ----  ----
draft            unschedule     ---- ----  ----  ----
draft            publish        ---- ----  ----  ----
determination    submit         ---- ----  ----  ----
determination    edit           ---- ----  ----  ----
determination    approve        -+-- ----  ----  ----    record.determination.approved
determination    disagree       -+-- ----  ----  ----    record.determination.disagreed
determination    return         -+-- ----  ----  ----    record.determination.returned
determination    withdraw       ---- ----  ----  ----
determination    replace        ---- ----  ----  ----
determination    unschedule     ---- ----  ----  ----
determination    publish        ---- ----  ----  ----
joint_agreement  submit         ---- ----  ----  ----
joint_agreement  edit           ---- ----  ----  ----
joint_agreement  approve        ---- ----  -+--  ----    record.joint_agreement.approved
joint_agreement  disagree       ---- ----  -+--  ----    record.joint_agreement.disagreed
joint_agreement  return         ---- ----  ----  ----
joint_agreement  withdraw       ---- ----  ----  ----
joint_agreement  replace        ---- ----  ----  ----
joint_agreement  unschedule     ---- ----  ----  ----
joint_agreement  publish        ---- ----  ----  ----
secrecy_review   submit         ---- ----  ----  ----
secrecy_review   edit           ---- ----  ----  ----
secrecy_review   approve        --+- ----  ----  ----    record.secrecy_review.approved
secrecy_review   disagree       --+- ----  ----  ----    record.secrecy_review.approved
secrecy_review   return         --+- ----  ----  ----    record.secrecy_review.returned
secrecy_review   withdraw       ---- ----  ----  ----
secrecy_review   replace        ---- ----  ----  ----
secrecy_review   unschedule     ---- ----  ----  ----
secrecy_review   publish        ---- ----  ----  ----
sign_off         submit         ---- ----  ----  ----
sign_off         edit           ---- ----  ----  ----
sign_off         approve        ---+ ----  ----  ----    record.sign_off.approved record.published
sign_off         disagree       ---+ ----  ----  ----    record.sign_off.disagreed record.registered_not_open
sign_off         return         ---+ ----  ----  ----    record.sign_off.returned
sign_off         withdraw       ---- ----  ----  ----
sign_off         replace        ---- ----  ----  ----
sign_off         unschedule     ---- ----  ----  ----
sign_off         publish        ---- ----  ----  ----
scheduled        submit         +--- ----  ----  ---+    record.submitted
scheduled        edit           ---- ----  ----  ----
scheduled        approve        ---- ----  ----  ----
scheduled        disagree       ---- ----  ----  ----
scheduled        return         ---- ----  ----  ----
scheduled        withdraw       ---- ----  ----  ----
scheduled        replace        ---- ----  ----  ----
scheduled        unschedule     ---+ ----  ----  ---+    record.unscheduled
scheduled        publish        ---- ----  ----  ----
registered       submit         +--- ----  ----  ---+    record.submitted
registered       edit           +--- ----  ----  ---+
registered       approve        ---- ----  ----  ----
registered       disagree       ---- ----  ----  ----
registered       return         ---- ----  ----  ----
registered       withdraw       ---- ----  ----  ----
registered       replace        ---- ----  ----  ----
registered       unschedule     ---- ----  ----  ----
registered       publish        ---- ----  ----  ----
published        submit         +--- ----  ----  ---+    record.submitted
published        edit           +--- ----  ----  ---+
published        approve        ---- ----  ----  ----
published        disagree       ---- ----  ----  ----
published        return         ---- ----  ----  ----
published        withdraw       ---+ ----  ----  +--+    record.withdrawn
published        replace        +--- ----  ----  ---+    record.replaced
published        unschedule     ---- ----  ----  ----
published        publish        ---- ----  ----  ----
withdrawn        submit         +--- ----  ----  ---+    record.submitted
withdrawn        edit           +--- ----  ----  ---+
withdrawn        approve        ---- ----  ----  ----
withdrawn        disagree       ---- ----  ----  ----
withdrawn        return         ---- ----  ----  ----
withdrawn        withdraw       ---- ----  ----  ----
withdrawn        replace        ---- ----  ----  ----
withdrawn        unschedule     ---- ----  ----  ----
withdrawn        publish        ---- ----  ----  ----
expired          submit         +--- ----  ----  ---+    record.submitted
expired          edit           +--- ----  ----  ---+
expired          approve        ---- ----  ----  ----
expired          disagree       ---- ----  ----  ----
expired          return         ---- ----  ----  ----
expired          withdraw       ---+ ----  ----  +--+    record.withdrawn
expired          replace        ---- ----  ----  ----
expired          unschedule     ---- ----  ----  ----
expired          publish        ---- ----  ----  ----
"""


def _cells():
    for line in TABLE.splitlines():
        if line and not line.startswith("#"):
            state, action, own, other, joint, others, *audit = line.split()
            signs = own + other + joint + others
            assert len(signs) == len(PEOPLE), line
            for person, sign in zip(PEOPLE, signs, strict=True):
                yield (state, action, person), (sign == "+", audit)


CELLS = dict(_cells())
STATES = tuple(dict.fromkeys(state for state, _action, _person in CELLS))
ACTIONS = tuple(dict.fromkeys(action for _state, action, _person in CELLS))
STEP_STATES = ("determination", "joint_agreement", "secrecy_review", "sign_off")
