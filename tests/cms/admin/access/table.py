"""Who may do what on every screen of the CMS, as one table; test_access.py holds every address to it.

A line: the screen, whose row is asked for, the answers to GET, the answers to POST. The answers are letters, one
for each of editor, reviewer, secrecy reviewer, signer (of the own organ), disclosure office, auditor, system
administrator, a person without a role, and nobody logged in:

A  let through (the form may still have faults)      N  not found, as if the row did not exist
V  led to the page where the row is read             M  the screen does not know this method
R  refused, with a message                           L  sent to the login

The screens that Wagtail brings are in wagtail_screens.py.

Rows are `own`, `foreign` (of another organ), `mixed` (a step or revision of a foreign row under an own address),
`joint` (of another organ, waiting for the word of the own organ that joined in making it; where no line says
otherwise, as foreign as any), or `shared` where the screen has no rows of organs.
"""

from tests.cms.admin.access.historic_screens import HISTORIC_SCREENS
from tests.cms.admin.access.review_screens import REVIEW_SCREENS
from tests.cms.admin.access.wagtail_screens import WAGTAIL_SCREENS
from tests.cms.admin.access.world import ROLES

TABLE = """
# 政府信息 and 政策文件 (record: both models)
record:list                                      shared   AAAAAAALL  MMMMMMMLL
record:list_results                              shared   AAAAAAALL  MMMMMMMLL
record:add                                       shared   ARRRRRRLL  ARRRRRRLL
record:edit                                      own      AVVVVVVLL  ARRRRRRLL
record:edit                                      foreign  NNNNVVVLL  NNNNRRRLL
record:delete                                    own      RRRRRRRLL  RRRRRRRLL
record:delete                                    foreign  NNNNRRRLL  NNNNRRRLL
record:usage                                     own      AAAAAAALL  MMMMMMMLL
record:usage                                     foreign  NNNNAAALL  NNNNMMMLL
record:history                                   own      AAAAAAALL  MMMMMMMLL
record:history                                   foreign  NNNNAAALL  NNNNMMMLL
record:history_results                           own      AAAAAAALL  MMMMMMMLL
record:history_results                           foreign  NNNNAAALL  NNNNMMMLL
record:inspect                                   own      AAAAAAALL  MMMMMMMLL
record:inspect                                   foreign  NNNNAAALL  NNNNMMMLL
record:preview_on_add                            shared   ARRRRRRLL  ARRRRRRLL
record:preview_on_edit                           own      ARRRRRRLL  ARRRRRRLL
record:preview_on_edit                           foreign  NNNNRRRLL  NNNNRRRLL
record:revisions_view                            own      AAAAAAALL  MMMMMMMLL
record:revisions_view                            foreign  NNNNAAALL  NNNNMMMLL
record:revisions_view                            mixed    NNNNNNNLL  NNNNNNNLL
record:revisions_revert                          own      ARRRRRRLL  ARRRRRRLL
record:revisions_revert                          foreign  NNNNRRRLL  NNNNRRRLL
record:revisions_revert                          mixed    NRRRRRRLL  NRRRRRRLL
record:revisions_compare                         own      AAAAAAALL  MMMMMMMLL
record:revisions_compare                         foreign  NNNNAAALL  NNNNMMMLL
record:revisions_compare                         mixed    NNNNNNNLL  MMMMMMMLL
record:revisions_unschedule                      own      RRRRRRRLL  RRRRRRRLL
record:revisions_unschedule                      foreign  RRRRRRRLL  RRRRRRRLL
record:revisions_unschedule                      mixed    RRRRRRRLL  RRRRRRRLL
record:unpublish                                 own      RRRRRRRLL  RRRRRRRLL
record:unpublish                                 foreign  NNNNRRRLL  NNNNRRRLL
record:lock                                      own      MRRRRRRLL  ARRRRRRLL
record:lock                                      foreign  NNNNRRRLL  NNNNRRRLL
record:unlock                                    own      MMRRRRRLL  AARRRRRLL
record:unlock                                    foreign  NNNNRRRLL  NNNNRRRLL
record:workflow_action                           own      RRRRRRRLL  RRRRRRRLL
record:workflow_action                           foreign  NNNNRRRLL  NNNNRRRLL
record:workflow_action                           mixed    NNNNNNNLL  NNNNNNNLL
record:collect_workflow_action_data              own      RRRRRRRLL  RRRRRRRLL
record:collect_workflow_action_data              foreign  NNNNRRRLL  NNNNRRRLL
record:collect_workflow_action_data              mixed    NNNNNNNLL  NNNNNNNLL
record:confirm_workflow_cancellation             own      AAAAAAALL  AAAAAAALL
record:confirm_workflow_cancellation             foreign  NNNNAAALL  NNNNAAALL
record:workflow_history                          own      AAAAAAALL  MMMMMMMLL
record:workflow_history                          foreign  NNNNAAALL  NNNNMMMLL
record:workflow_history_detail                   own      AAAAAAALL  MMMMMMMLL
record:workflow_history_detail                   foreign  NNNNAAALL  NNNNMMMLL
record:workflow_history_detail                   mixed    NNNNNNNLL  MMMMMMMLL
record:workflow_preview                          own      RRRRRRRLL  MMMMMMMLL
record:workflow_preview                          foreign  NNNNRRRLL  NNNNMMMLL
record:review                                    own      AAAAAAALL  RARRRRRLL
record:review                                    foreign  NNNNAAALL  NNNNRRRLL
record:review                                    joint    AAAAAAALL  RARRRRRLL
record:review_file                               own      AAAAAAALL  MMMMMMMLL
record:review_file                               foreign  NNNNAAALL  NNNNMMMLL
record:review_file                               mixed    NNNNNNNLL  MMMMMMMLL
record:review_file                               joint    AAAAAAALL  MMMMMMMLL
record:secrecy                                   own      AAAAAAALL  RRRRRRRLL
record:secrecy                                   foreign  NNNNAAALL  NNNNRRRLL
record:secrecy_reply                             own      AAAAAAALL  RRRRRRRLL
record:secrecy_reply                             foreign  NNNNAAALL  NNNNRRRLL
record:findings                                  own      AAAAAAALL  RRRRRRRLL
record:findings                                  foreign  NNNNAAALL  NNNNRRRLL
record:referrals                                 shared   AAAAAAALL  MMMMMMMLL
record:withdraw                                  own      RRRAARRLL  RRRRRRRLL
record:withdraw                                  foreign  NNNNARRLL  NNNNRRRLL
record:replace                                   own      ARRRRRRLL  RRRRRRRLL
record:replace                                   foreign  NNNNRRRLL  NNNNRRRLL
record:renditions                                own      ARRRRRRLL  ARRRRRRLL
record:renditions                                foreign  NNNNRRRLL  NNNNRRRLL
record:unschedule                                own      RRRARRRLL  RRRRRRRLL
record:unschedule                                foreign  NNNNRRRLL  NNNNRRRLL
record:import_file                               shared   ARRRRRRLL  ARRRRRRLL
record:import_confirm                            shared   VRRRRRRLL  RRRRRRRLL
record:import_documents                          shared   ARRRRRRLL  ARRRRRRLL

# 附件, 导入
attachment:list                                  shared   AAAAAAALL  MMMMMMMLL
attachment:list_results                          shared   AAAAAAALL  MMMMMMMLL
attachment:add                                   shared   ARRRRRRLL  ARRRRRRLL
attachment:edit                                  own      VVVVVVVLL  RRRRRRRLL
attachment:edit                                  foreign  NNNNVVVLL  NNNNRRRLL
attachment:delete                                own      RRRRRRRLL  RRRRRRRLL
attachment:delete                                foreign  NNNNRRRLL  NNNNRRRLL
attachment:usage                                 own      AAAAAAALL  MMMMMMMLL
attachment:usage                                 foreign  NNNNAAALL  NNNNMMMLL
attachment:history                               own      AAAAAAALL  MMMMMMMLL
attachment:history                               foreign  NNNNAAALL  NNNNMMMLL
attachment:history_results                       own      AAAAAAALL  MMMMMMMLL
attachment:history_results                       foreign  NNNNAAALL  NNNNMMMLL
attachment:inspect                               own      AAAAAAALL  MMMMMMMLL
attachment:inspect                               foreign  NNNNAAALL  NNNNMMMLL
attachment:download                              own      AAAAAAALL  MMMMMMMLL
attachment:download                              foreign  NNNNAAALL  NNNNMMMLL
importbatch:list                                 shared   AAAAAAALL  MMMMMMMLL
importbatch:list_results                         shared   AAAAAAALL  MMMMMMMLL
importbatch:add                                  shared   RRRRRRRLL  RRRRRRRLL
importbatch:edit                                 own      VVVVVVVLL  RRRRRRRLL
importbatch:edit                                 foreign  NNNNVVVLL  NNNNRRRLL
importbatch:delete                               own      RRRRRRRLL  RRRRRRRLL
importbatch:delete                               foreign  NNNNRRRLL  NNNNRRRLL
importbatch:usage                                own      AAAAAAALL  MMMMMMMLL
importbatch:usage                                foreign  NNNNAAALL  NNNNMMMLL
importbatch:history                              own      AAAAAAALL  MMMMMMMLL
importbatch:history                              foreign  NNNNAAALL  NNNNMMMLL
importbatch:history_results                      own      AAAAAAALL  MMMMMMMLL
importbatch:history_results                      foreign  NNNNAAALL  NNNNMMMLL
importbatch:inspect                              own      AAAAAAALL  MMMMMMMLL
importbatch:inspect                              foreign  NNNNAAALL  NNNNMMMLL
importbatch:undo                                 own      ARRRRRRLL  ARRRRRRLL
importbatch:undo                                 foreign  NNNNRRRLL  NNNNRRRLL

# 机关, 岗位, 公开目录, 主题分类
organ:list                                       shared   AAAAAAALL  MMMMMMMLL
organ:list_results                               shared   AAAAAAALL  MMMMMMMLL
organ:add                                        shared   RRRRARALL  RRRRARALL
organ:edit                                       shared   VVVVAVALL  RRRRARALL
organ:delete                                     shared   RRRRARALL  RRRRRRRLL
organ:usage                                      shared   AAAAAAALL  MMMMMMMLL
organ:history                                    shared   AAAAAAALL  MMMMMMMLL
organ:history_results                            shared   AAAAAAALL  MMMMMMMLL
organ:inspect                                    shared   AAAAAAALL  MMMMMMMLL
staffrole:list                                   shared   RRRRAAALL  RRRRMMMLL
staffrole:list_results                           shared   RRRRAAALL  RRRRMMMLL
staffrole:add                                    shared   RRRRRRALL  RRRRRRALL
staffrole:edit                                   shared   NNNNVVVLL  NNNNRRRLL
staffrole:delete                                 shared   NNNNRRALL  NNNNRRALL
staffrole:usage                                  shared   NNNNAAALL  NNNNMMMLL
staffrole:history                                shared   NNNNAAALL  NNNNMMMLL
staffrole:history_results                        shared   NNNNAAALL  NNNNMMMLL
staffrole:inspect                                shared   NNNNAAALL  NNNNMMMLL
catalogentry:list                                shared   AAAAAAALL  MMMMMMMLL
catalogentry:list_results                        shared   AAAAAAALL  MMMMMMMLL
catalogentry:add                                 shared   RRRRARALL  RRRRARALL
catalogentry:edit                                shared   VVVVAVALL  RRRRARALL
catalogentry:delete                              shared   RRRRARALL  RRRRARALL
catalogentry:usage                               shared   AAAAAAALL  MMMMMMMLL
catalogentry:history                             shared   AAAAAAALL  MMMMMMMLL
catalogentry:history_results                     shared   AAAAAAALL  MMMMMMMLL
catalogentry:inspect                             shared   AAAAAAALL  MMMMMMMLL
topic:list                                       shared   AAAAAAALL  MMMMMMMLL
topic:list_results                               shared   AAAAAAALL  MMMMMMMLL
topic:add                                        shared   RRRRARALL  RRRRARALL
topic:edit                                       shared   VVVVAVALL  RRRRARALL
topic:delete                                     shared   RRRRARALL  RRRRARALL
topic:usage                                      shared   AAAAAAALL  MMMMMMMLL
topic:history                                    shared   AAAAAAALL  MMMMMMMLL
topic:history_results                            shared   AAAAAAALL  MMMMMMMLL
topic:inspect                                    shared   AAAAAAALL  MMMMMMMLL

# 不予公开情形, 公开期限: law is ended and superseded, never deleted
ground:list                                      shared   AAAAAAALL  MMMMMMMLL
ground:list_results                              shared   AAAAAAALL  MMMMMMMLL
ground:add                                       shared   RRRRARALL  RRRRARALL
ground:edit                                      shared   VVVVAVALL  RRRRARALL
ground:delete                                    shared   RRRRRRRLL  RRRRRRRLL
ground:usage                                     shared   AAAAAAALL  MMMMMMMLL
ground:history                                   shared   AAAAAAALL  MMMMMMMLL
ground:history_results                           shared   AAAAAAALL  MMMMMMMLL
ground:inspect                                   shared   AAAAAAALL  MMMMMMMLL
ground:end                                       shared   RRRRARALL  RRRRARALL
ground:supersede                                 shared   RRRRARALL  RRRRARALL
disclosurelimit:list                             shared   AAAAAAALL  MMMMMMMLL
disclosurelimit:list_results                     shared   AAAAAAALL  MMMMMMMLL
disclosurelimit:add                              shared   RRRRARALL  RRRRARALL
disclosurelimit:edit                             shared   VVVVAVALL  RRRRARALL
disclosurelimit:delete                           shared   RRRRRRRLL  RRRRRRRLL
disclosurelimit:usage                            shared   AAAAAAALL  MMMMMMMLL
disclosurelimit:history                          shared   AAAAAAALL  MMMMMMMLL
disclosurelimit:history_results                  shared   AAAAAAALL  MMMMMMMLL
disclosurelimit:inspect                          shared   AAAAAAALL  MMMMMMMLL
disclosurelimit:end                              shared   RRRRARALL  RRRRARALL
disclosurelimit:supersede                        shared   RRRRARALL  RRRRARALL
due:list                                         shared   AAAAAAALL  MMMMMMMLL

# Choosers of snippets
choose-record:choose                             shared   AAAAAAALL  MMMMMMMLL
choose-record:choose_results                     shared   AAAAAAALL  MMMMMMMLL
choose-record:chosen                             own      NNNNNNNLL  MMMMMMMLL
choose-record:chosen                             foreign  NNNNNNNLL  MMMMMMMLL
choose-record:chosen_multiple                    own      AAAAAAALL  MMMMMMMLL
choose-record:chosen_multiple                    foreign  AAAAAAALL  MMMMMMMLL
choose-record:create                             shared   RRRRRRRLL  RRRRRRRLL
choose-attachment:choose                         shared   AAAAAAALL  MMMMMMMLL
choose-attachment:choose_results                 shared   AAAAAAALL  MMMMMMMLL
choose-attachment:chosen                         own      ANNNNNNLL  MMMMMMMLL
choose-attachment:chosen                         foreign  NNNNNNNLL  MMMMMMMLL
choose-attachment:chosen_multiple                own      AAAAAAALL  MMMMMMMLL
choose-attachment:chosen_multiple                foreign  AAAAAAALL  MMMMMMMLL
choose-attachment:create                         shared   ARRRRRRLL  ARRRRRRLL
choose-importbatch:choose                        shared   AAAAAAALL  MMMMMMMLL
choose-importbatch:choose_results                shared   AAAAAAALL  MMMMMMMLL
choose-importbatch:chosen                        own      NNNNNNNLL  MMMMMMMLL
choose-importbatch:chosen                        foreign  NNNNNNNLL  MMMMMMMLL
choose-importbatch:chosen_multiple               own      AAAAAAALL  MMMMMMMLL
choose-importbatch:chosen_multiple               foreign  AAAAAAALL  MMMMMMMLL
choose-importbatch:create                        shared   RRRRRRRLL  RRRRRRRLL
choose-organ:choose                              shared   AAAAAAALL  MMMMMMMLL
choose-organ:choose_results                      shared   AAAAAAALL  MMMMMMMLL
choose-organ:chosen                              shared   AAAAAAALL  MMMMMMMLL
choose-organ:chosen_multiple                     shared   AAAAAAALL  MMMMMMMLL
choose-organ:create                              shared   RRRRRRRLL  RRRRRRRLL
choose-staffrole:choose                          shared   AAAAAAALL  MMMMMMMLL
choose-staffrole:choose_results                  shared   AAAAAAALL  MMMMMMMLL
choose-staffrole:chosen                          shared   NNNNNNNLL  MMMMMMMLL
choose-staffrole:chosen_multiple                 shared   AAAAAAALL  MMMMMMMLL
choose-staffrole:create                          shared   RRRRRRRLL  RRRRRRRLL
choose-catalogentry:choose                       shared   AAAAAAALL  MMMMMMMLL
choose-catalogentry:choose_results               shared   AAAAAAALL  MMMMMMMLL
choose-catalogentry:chosen                       shared   AAAAAAALL  MMMMMMMLL
choose-catalogentry:chosen_multiple              shared   AAAAAAALL  MMMMMMMLL
choose-catalogentry:create                       shared   RRRRRRRLL  RRRRRRRLL
choose-topic:choose                              shared   AAAAAAALL  MMMMMMMLL
choose-topic:choose_results                      shared   AAAAAAALL  MMMMMMMLL
choose-topic:chosen                              shared   AAAAAAALL  MMMMMMMLL
choose-topic:chosen_multiple                     shared   AAAAAAALL  MMMMMMMLL
choose-topic:create                              shared   RRRRRRRLL  RRRRRRRLL
choose-ground:choose                             shared   AAAAAAALL  MMMMMMMLL
choose-ground:choose_results                     shared   AAAAAAALL  MMMMMMMLL
choose-ground:chosen                             shared   AAAAAAALL  MMMMMMMLL
choose-ground:chosen_multiple                    shared   AAAAAAALL  MMMMMMMLL
choose-ground:create                             shared   RRRRRRRLL  RRRRRRRLL
choose-disclosurelimit:choose                    shared   AAAAAAALL  MMMMMMMLL
choose-disclosurelimit:choose_results            shared   AAAAAAALL  MMMMMMMLL
choose-disclosurelimit:chosen                    shared   AAAAAAALL  MMMMMMMLL
choose-disclosurelimit:chosen_multiple           shared   AAAAAAALL  MMMMMMMLL
choose-disclosurelimit:create                    shared   RRRRRRRLL  RRRRRRRLL

# Operation screens
dashboards:attributes                            shared   AAAAAAALL  MMMMMMMLL
dashboards:grounds                               shared   AAAAAAALL  MMMMMMMLL
dashboards:timeliness                            shared   AAAAAAALL  MMMMMMMLL
dashboards:coverage                              shared   AAAAAAALL  MMMMMMMLL
operations:calendar                              shared   RRRRAAALL  RRRRARALL
operations:outbox                                shared   RRRRAAALL  RRRRMRMLL
operations:revive                                shared   RRRRMRMLL  RRRRNRNLL
operations:audit                                 shared   AAAAAAALL  RRRRAAALL

# 通知: own ones for everybody (the row asked for is the editor's), texts for the disclosure office
notices:list                                     shared   AAAAAAALL  MMMMMMMLL
notices:read_all                                 shared   MMMMMMMLL  AAAAAAALL
notices:preferences                              shared   AAAAAAALL  AAAAAAALL
notices:detail                                   own      ANNNNNNLL  MMMMMMMLL
notices:detail                                   foreign  NNNNNNNLL  MMMMMMMLL
notices:read                                     own      MMMMMMMLL  ANNNNNNLL
notices:read                                     foreign  MMMMMMMLL  NNNNNNNLL
notices:templates                                shared   RRRRARALL  RRRRMRMLL
notices:template                                 shared   RRRRARALL  RRRRARALL
notices:template_reset                           shared   RRRRMRMLL  RRRRRRRLL
"""


def _lines():
    for line in "\n".join((TABLE, WAGTAIL_SCREENS, HISTORIC_SCREENS, REVIEW_SCREENS)).splitlines():
        if line and not line.startswith("#"):
            screen, place, get, post = line.split()
            yield (screen, place), {"get": get, "post": post}


EXPECTED = dict(_lines())


def expected(screen, place, method, role):
    """Return the letter for one request; None when the table has no line for the screen."""
    answers = EXPECTED.get((screen, place)) or (EXPECTED.get((screen, "foreign")) if place == "joint" else None)
    return answers[method][ROLES.index(role)] if answers else None


def stale(screens):
    """Return the lines of screens that no longer exist."""
    return [line for line in EXPECTED if line not in screens]
