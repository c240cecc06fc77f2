"""Who may do what on every screen of the CMS, as one table; test_access.py holds every address to it.

A line: the screen, whose row is asked for, the answers to GET, the answers to POST. The answers are letters, one
for each of editor, reviewer, secrecy reviewer, signer (of the own organ), disclosure office, auditor, system
administrator, a person without a role, and nobody logged in:

A  let through (the form may still have faults)      N  not found, as if the row did not exist
V  led to the page where the row is read             M  the screen does not know this method
R  refused, with a message                           L  sent to the login

Rows are `own`, `foreign` (of another organ), `mixed` (a step or revision of a foreign row under an own address),
or `shared` where the screen has no rows of organs.
"""

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
record:withdraw                                  own      RRRAARRLL  RRRRRRRLL
record:withdraw                                  foreign  NNNNARRLL  NNNNRRRLL
record:replace                                   own      ARRRRRRLL  RRRRRRRLL
record:replace                                   foreign  NNNNRRRLL  NNNNRRRLL
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

# Operation screens
operations:calendar                              shared   RRRRAAALL  RRRRARALL
operations:outbox                                shared   RRRRAAALL  RRRRMRMLL
operations:revive                                shared   RRRRMRMLL  RRRRNRNLL
operations:audit                                 shared   AAAAAAALL  RRRRAAALL

# Pages, links to pages, the admin's API
wagtailadmin_api:pages:listing                   shared   ARRRARALL  MRRRMRMLL
wagtailadmin_api:pages:detail                    own      ARRRARALL  MRRRMRMLL
wagtailadmin_api:pages:detail                    foreign  NRRRARALL  NRRRMRMLL
wagtailadmin_api:pages:find                      shared   NRRRNRNLL  MRRRMRMLL
wagtailadmin_api:pages:action                    own      MRRRMRMLL  NRRRNRNLL
wagtailadmin_api:pages:action                    foreign  NRRRMRMLL  NRRRNRNLL
wagtailadmin_api:documents:listing               shared   NRRRNRNLL  NRRRNRNLL
wagtailadmin_api:images:listing                  shared   RRRRRRRLL  RRRRRRRLL
wagtailadmin_api:images:detail                   own      RRRRRRRLL  RRRRRRRLL
wagtailadmin_api:images:detail                   foreign  RRRRRRRLL  RRRRRRRLL
wagtailadmin_api:images:find                     shared   RRRRRRRLL  RRRRRRRLL
wagtailadmin_explore_root                        shared   ARRRARALL  MRRRMRMLL
wagtailadmin_explore                             own      ARRRARALL  MRRRMRMLL
wagtailadmin_explore                             foreign  NRRRARALL  NRRRMRMLL
wagtailadmin_explore_results                     own      ARRRARALL  MRRRMRMLL
wagtailadmin_explore_results                     foreign  NRRRARALL  NRRRMRMLL
wagtailadmin_pages:add                           own      ARRRARALL  ARRRARALL
wagtailadmin_pages:add                           foreign  NRRRARALL  NRRRARALL
wagtailadmin_pages:preview_on_add                own      ARRRARALL  ARRRARALL
wagtailadmin_pages:preview_on_add                foreign  NRRRARALL  NRRRARALL
wagtailadmin_pages:type_use                      shared   ARRRARALL  MRRRMRMLL
wagtailadmin_pages:choose_parent                 shared   ARRRARALL  ARRRARALL
wagtailadmin_pages:type_use_results              shared   ARRRARALL  MRRRMRMLL
wagtailadmin_pages:usage                         own      ARRRARALL  MRRRMRMLL
wagtailadmin_pages:usage                         foreign  NRRRARALL  NRRRMRMLL
wagtailadmin_pages:edit                          own      ARRRARALL  ARRRARALL
wagtailadmin_pages:edit                          foreign  NRRRARALL  NRRRARALL
wagtailadmin_pages:preview_on_edit               own      ARRRARALL  ARRRARALL
wagtailadmin_pages:preview_on_edit               foreign  NRRRARALL  NRRRARALL
wagtailadmin_pages:view_draft                    own      ARRRARALL  ARRRARALL
wagtailadmin_pages:view_draft                    foreign  NRRRARALL  NRRRARALL
wagtailadmin_pages:add_subpage                   own      ARRRARALL  MRRRMRMLL
wagtailadmin_pages:add_subpage                   foreign  NRRRARALL  NRRRMRMLL
wagtailadmin_pages:delete                        own      ARRRARALL  ARRRARALL
wagtailadmin_pages:delete                        foreign  NRRRARALL  NRRRARALL
wagtailadmin_pages:unpublish                     own      RRRRRRRLL  RRRRRRRLL
wagtailadmin_pages:unpublish                     foreign  NRRRRRRLL  NRRRRRRLL
wagtailadmin_pages:convert_alias                 own      NRRRNRNLL  NRRRNRNLL
wagtailadmin_pages:convert_alias                 foreign  NRRRNRNLL  NRRRNRNLL
wagtailadmin_pages:search                        shared   ARRRARALL  MRRRMRMLL
wagtailadmin_pages:search_results                shared   ARRRARALL  MRRRMRMLL
wagtailadmin_pages:move                          own      ARRRARALL  ARRRARALL
wagtailadmin_pages:move                          foreign  NRRRARALL  NRRRARALL
wagtailadmin_pages:move_confirm                  own      ARRRARALL  ARRRARALL
wagtailadmin_pages:move_confirm                  foreign  NRRRARALL  NRRRARALL
wagtailadmin_pages:set_page_position             own      MRRRMRMLL  RRRRARALL
wagtailadmin_pages:set_page_position             foreign  NRRRMRMLL  NRRRARALL
wagtailadmin_pages:copy                          own      ARRRARALL  ARRRARALL
wagtailadmin_pages:copy                          foreign  NRRRARALL  NRRRARALL
wagtailadmin_pages:workflow_action               own      NRRRNRNLL  NRRRNRNLL
wagtailadmin_pages:workflow_action               foreign  NRRRNRNLL  NRRRNRNLL
wagtailadmin_pages:workflow_action               mixed    NRRRNRNLL  NRRRNRNLL
wagtailadmin_pages:collect_workflow_action_data  own      NRRRNRNLL  NRRRNRNLL
wagtailadmin_pages:collect_workflow_action_data  foreign  NRRRNRNLL  NRRRNRNLL
wagtailadmin_pages:collect_workflow_action_data  mixed    NRRRNRNLL  NRRRNRNLL
wagtailadmin_pages:confirm_workflow_cancellation own      ARRRARALL  ARRRARALL
wagtailadmin_pages:confirm_workflow_cancellation foreign  NRRRARALL  NRRRARALL
wagtailadmin_pages:workflow_preview              own      RRRRRRRLL  MRRRMRMLL
wagtailadmin_pages:workflow_preview              foreign  NRRRRRRLL  NRRRMRMLL
wagtailadmin_pages:set_privacy                   own      RRRRARALL  RRRRARALL
wagtailadmin_pages:set_privacy                   foreign  NRRRARALL  NRRRARALL
wagtailadmin_pages:lock                          own      MRRRMRMLL  RRRRARALL
wagtailadmin_pages:lock                          foreign  NRRRMRMLL  NRRRARALL
wagtailadmin_pages:unlock                        own      MRRRMRMLL  RRRRARALL
wagtailadmin_pages:unlock                        foreign  NRRRMRMLL  NRRRARALL
wagtailadmin_pages:revisions_index               own      ARRRARALL  ARRRARALL
wagtailadmin_pages:revisions_index               foreign  NRRRARALL  NRRRARALL
wagtailadmin_pages:revisions_view                own      ARRRARALL  MRRRMRMLL
wagtailadmin_pages:revisions_view                foreign  NRRRARALL  NRRRMRMLL
wagtailadmin_pages:revisions_view                mixed    NRRRNRNLL  NRRRNRNLL
wagtailadmin_pages:revisions_revert              own      ARRRARALL  ARRRARALL
wagtailadmin_pages:revisions_revert              foreign  NRRRARALL  NRRRARALL
wagtailadmin_pages:revisions_revert              mixed    NRRRNRNLL  NRRRNRNLL
wagtailadmin_pages:revisions_unschedule          own      RRRRARALL  RRRRARALL
wagtailadmin_pages:revisions_unschedule          foreign  NRRRARALL  NRRRARALL
wagtailadmin_pages:revisions_unschedule          mixed    RRRRNRNLL  RRRRNRNLL
wagtailadmin_pages:revisions_compare             own      ARRRARALL  MRRRMRMLL
wagtailadmin_pages:revisions_compare             foreign  NRRRARALL  NRRRMRMLL
wagtailadmin_pages:revisions_compare             mixed    NRRRNRNLL  MRRRMRMLL
wagtailadmin_pages:workflow_history              own      ARRRARALL  MRRRMRMLL
wagtailadmin_pages:workflow_history              foreign  NRRRARALL  NRRRMRMLL
wagtailadmin_pages:workflow_history_detail       own      NRRRNRNLL  MRRRMRMLL
wagtailadmin_pages:workflow_history_detail       foreign  NRRRNRNLL  NRRRMRMLL
wagtailadmin_pages:workflow_history_detail       mixed    NRRRNRNLL  MRRRMRMLL
wagtailadmin_pages:history                       own      ARRRARALL  MRRRMRMLL
wagtailadmin_pages:history                       foreign  NRRRARALL  NRRRMRMLL
wagtailadmin_pages:history_results               own      ARRRARALL  MRRRMRMLL
wagtailadmin_pages:history_results               foreign  NRRRARALL  NRRRMRMLL
wagtailadmin_choose_page                         shared   AAAAAAALL  MMMMMMMLL
wagtailadmin_choose_page_child                   own      AAAAAAALL  MMMMMMMLL
wagtailadmin_choose_page_child                   foreign  AAAAAAALL  MMMMMMMLL
wagtailadmin_choose_page_search                  shared   AAAAAAALL  MMMMMMMLL
wagtailadmin_choose_page_chosen_multiple         own      RRRRRRRLL  RRRRRRRLL
wagtailadmin_choose_page_chosen_multiple         foreign  RRRRRRRLL  RRRRRRRLL
wagtailadmin_choose_page_external_link           shared   AAAAAAALL  AAAAAAALL
wagtailadmin_choose_page_email_link              shared   AAAAAAALL  AAAAAAALL
wagtailadmin_choose_page_phone_link              shared   AAAAAAALL  AAAAAAALL
wagtailadmin_choose_page_anchor_link             shared   AAAAAAALL  AAAAAAALL
wagtailadmin_tag_autocomplete                    shared   ARRRARALL  ARRRARALL
wagtailadmin_tag_model_autocomplete              shared   ARRRARALL  ARRRARALL

# Images
wagtailimages:index                              shared   ARRRARALL  MRRRMRMLL
wagtailimages:index_results                      shared   ARRRARALL  MRRRMRMLL
wagtailimages:edit                               own      RRRRARALL  RRRRARALL
wagtailimages:edit                               foreign  RRRRARALL  RRRRARALL
wagtailimages:delete                             own      RRRRARALL  RRRRARALL
wagtailimages:delete                             foreign  RRRRARALL  RRRRARALL
wagtailimages:url_generator                      own      NRRRNRNLL  MRRRMRMLL
wagtailimages:url_generator                      foreign  NRRRNRNLL  MRRRMRMLL
wagtailimages:url_generator_output               own      NRRRNRNLL  MRRRMRMLL
wagtailimages:url_generator_output               foreign  NRRRNRNLL  MRRRMRMLL
wagtailimages:preview                            own      RRRRARALL  RRRRARALL
wagtailimages:preview                            foreign  RRRRARALL  RRRRARALL
wagtailimages:add                                shared   ARRRARALL  ARRRARALL
wagtailimages:image_usage                        own      RRRRARALL  RRRRMRMLL
wagtailimages:image_usage                        foreign  RRRRARALL  RRRRMRMLL
wagtailimages:add_multiple                       shared   ARRRARALL  ARRRARALL
wagtailimages:edit_multiple                      own      MRRRMRMLL  RRRRARALL
wagtailimages:edit_multiple                      foreign  MRRRMRMLL  RRRRARALL
wagtailimages:create_multiple_from_uploaded_image shared   MRRRMRMLL  NRRRNRNLL
wagtailimages:delete_multiple                    own      MRRRMRMLL  RRRRARALL
wagtailimages:delete_multiple                    foreign  MRRRMRMLL  RRRRARALL
wagtailimages:delete_upload_multiple             shared   MRRRMRMLL  NRRRNRNLL
wagtailimages_chooser:choose                     shared   ARRRARALL  MRRRMRMLL
wagtailimages_chooser:choose_results             shared   ARRRARALL  MRRRMRMLL
wagtailimages_chooser:chosen                     own      ARRRARALL  MRRRMRMLL
wagtailimages_chooser:chosen                     foreign  RRRRARALL  MRRRMRMLL
wagtailimages_chooser:chosen_multiple            own      ARRRARALL  MRRRMRMLL
wagtailimages_chooser:chosen_multiple            foreign  ARRRARALL  MRRRMRMLL
wagtailimages_chooser:create                     shared   ARRRARALL  ARRRARALL
wagtailimages_chooser:select_format              own      ARRRARALL  ARRRARALL
wagtailimages_chooser:select_format              foreign  RRRRARALL  RRRRARALL

# Accounts, sites, settings
wagtailsettings:edit                             shared   RRRRARALL  RRRRARALL
wagtailsettings:preview_on_edit                  shared   RRRRNRNLL  RRRRNRNLL
wagtailsites:index                               shared   RRRRRRALL  RRRRRRMLL
wagtailsites:index_results                       shared   RRRRRRALL  RRRRRRMLL
wagtailsites:add                                 shared   RRRRRRALL  RRRRRRALL
wagtailsites:edit                                shared   RRRRRRALL  RRRRRRALL
wagtailsites:delete                              shared   RRRRRRALL  RRRRRRALL
wagtailsites:history                             shared   RRRRRRALL  RRRRRRMLL
wagtailsites:history_results                     shared   RRRRRRALL  RRRRRRMLL
wagtailsites:usage                               shared   RRRRRRALL  RRRRRRMLL
wagtailsites:copy                                shared   RRRRRRALL  RRRRRRALL
wagtailusers_users:index                         shared   RRRRRRALL  RRRRRRMLL
wagtailusers_users:index_results                 shared   RRRRRRALL  RRRRRRMLL
wagtailusers_users:add                           shared   RRRRRRALL  RRRRRRALL
wagtailusers_users:edit                          shared   RRRRRRALL  RRRRRRALL
wagtailusers_users:delete                        shared   RRRRRRRLL  RRRRRRRLL
wagtailusers_users:history                       shared   RRRRRRALL  RRRRRRMLL
wagtailusers_users:history_results               shared   RRRRRRALL  RRRRRRMLL
wagtailusers_users:usage                         shared   RRRRRRALL  RRRRRRMLL
wagtailusers_users:copy                          shared   RRRRRRALL  RRRRRRALL
wagtailusers_groups:index                        shared   RRRRRRALL  RRRRRRMLL
wagtailusers_groups:index_results                shared   RRRRRRALL  RRRRRRMLL
wagtailusers_groups:add                          shared   RRRRRRALL  RRRRRRALL
wagtailusers_groups:edit                         shared   RRRRRRALL  RRRRRRALL
wagtailusers_groups:delete                       shared   RRRRRRALL  RRRRRRALL
wagtailusers_groups:history                      shared   RRRRRRALL  RRRRRRMLL
wagtailusers_groups:history_results              shared   RRRRRRALL  RRRRRRMLL
wagtailusers_groups:usage                        shared   RRRRRRALL  RRRRRRMLL

# Home, account and what every screen calls
wagtailadmin_home                                shared   AAAAAAALL  MMMMMMMLL
cms/test404/                                     shared   RRRRRRRLL  RRRRRRRLL
wagtailadmin_error_test                          shared   RRRRRRRLL  RRRRRRRLL
wagtail_bulk_action                              own      RRRRRRRLL  RRRRRRRLL
wagtail_bulk_action                              foreign  RRRRRRRLL  RRRRRRRLL
wagtailadmin_account                             shared   AAAAAAALL  AAAAAAALL
wagtailadmin_logout                              shared   MMMMMMMLL  LLLLLLLLL
wagtailadmin_dismissibles                        shared   AAAAAAALL  MMMMMMMLL
wagtailadmin_editing_sessions:ping               own      MMMMMMMLL  ANNNNNNLL
wagtailadmin_editing_sessions:ping               foreign  MMMMMMMLL  NNNNNNNLL
wagtailadmin_editing_sessions:release            shared   MMMMMMMLL  AAAAAAALL
wagtailadmin_block_preview                       shared   NNNNNNNLL  MMMMMMMLL
wagtailsnippets:index                            shared   RRRRRRRLL  RRRRRRRLL
wagtailadmin_sprite                              shared   AAAAAAAAA  AAAAAAAAA
wagtailadmin_login                               shared   AAAAAAAAA  AAAAAAAAA
wagtailadmin_password_reset                      shared   RRRRRRRLL  RRRRRRRLL
wagtailadmin_password_reset_done                 shared   RRRRRRRLL  RRRRRRRLL
wagtailadmin_password_reset_confirm              shared   RRRRRRRLL  RRRRRRRLL
wagtailadmin_password_reset_complete             shared   RRRRRRRLL  RRRRRRRLL
wagtailadmin_javascript_catalog                  shared   AAAAAAAAA  MMMMMMMMM
cms/^.*/$                                        shared   RRRRRRRLL  RRRRRRRLL

# Areas of Wagtail that the portal does not use: refused to everyone
wagtailadmin_collections:index                   shared   RRRRRRRLL  RRRRRRRLL
wagtailadmin_collections:add                     shared   RRRRRRRLL  RRRRRRRLL
wagtailadmin_collections:edit                    shared   RRRRRRRLL  RRRRRRRLL
wagtailadmin_collections:delete                  shared   RRRRRRRLL  RRRRRRRLL
wagtailadmin_collections:set_privacy             shared   RRRRRRRLL  RRRRRRRLL
wagtailadmin_workflows:index                     shared   RRRRRRRLL  RRRRRRRLL
wagtailadmin_workflows:index_results             shared   RRRRRRRLL  RRRRRRRLL
wagtailadmin_workflows:add                       shared   RRRRRRRLL  RRRRRRRLL
wagtailadmin_workflows:enable                    shared   RRRRRRRLL  RRRRRRRLL
wagtailadmin_workflows:disable                   shared   RRRRRRRLL  RRRRRRRLL
wagtailadmin_workflows:edit                      shared   RRRRRRRLL  RRRRRRRLL
wagtailadmin_workflows:usage                     shared   RRRRRRRLL  RRRRRRRLL
wagtailadmin_workflows:usage_results             shared   RRRRRRRLL  RRRRRRRLL
wagtailadmin_workflows:remove                    shared   RRRRRRRLL  RRRRRRRLL
wagtailadmin_workflows:add_task                  shared   RRRRRRRLL  RRRRRRRLL
wagtailadmin_workflows:select_task_type          shared   RRRRRRRLL  RRRRRRRLL
wagtailadmin_workflows:task_index                shared   RRRRRRRLL  RRRRRRRLL
wagtailadmin_workflows:task_index_results        shared   RRRRRRRLL  RRRRRRRLL
wagtailadmin_workflows:edit_task                 shared   RRRRRRRLL  RRRRRRRLL
wagtailadmin_workflows:disable_task              shared   RRRRRRRLL  RRRRRRRLL
wagtailadmin_workflows:enable_task               shared   RRRRRRRLL  RRRRRRRLL
wagtailadmin_workflows:task_chooser              shared   RRRRRRRLL  RRRRRRRLL
wagtailadmin_workflows:task_chooser_results      shared   RRRRRRRLL  RRRRRRRLL
wagtailadmin_workflows:task_chooser_create       shared   RRRRRRRLL  RRRRRRRLL
wagtailadmin_workflows:task_chosen               shared   RRRRRRRLL  RRRRRRRLL
wagtailadmin_reports:locked_pages                shared   RRRRRRRLL  RRRRRRRLL
wagtailadmin_reports:locked_pages_results        shared   RRRRRRRLL  RRRRRRRLL
wagtailadmin_reports:workflow                    shared   RRRRRRRLL  RRRRRRRLL
wagtailadmin_reports:workflow_results            shared   RRRRRRRLL  RRRRRRRLL
wagtailadmin_reports:workflow_tasks              shared   RRRRRRRLL  RRRRRRRLL
wagtailadmin_reports:workflow_tasks_results      shared   RRRRRRRLL  RRRRRRRLL
wagtailadmin_reports:site_history                shared   RRRRRRRLL  RRRRRRRLL
wagtailadmin_reports:site_history_results        shared   RRRRRRRLL  RRRRRRRLL
wagtailadmin_reports:aging_pages                 shared   RRRRRRRLL  RRRRRRRLL
wagtailadmin_reports:aging_pages_results         shared   RRRRRRRLL  RRRRRRRLL
wagtailadmin_reports:page_types_usage            shared   RRRRRRRLL  RRRRRRRLL
wagtailadmin_reports:page_types_usage_results    shared   RRRRRRRLL  RRRRRRRLL
"""


def _lines():
    for line in TABLE.splitlines():
        if line and not line.startswith("#"):
            screen, place, get, post = line.split()
            yield (screen, place), {"get": get, "post": post}


EXPECTED = dict(_lines())


def expected(screen, place, method, role):
    """Return the letter for one request; None when the table has no line for the screen."""
    answers = EXPECTED.get((screen, place))
    return answers[method][ROLES.index(role)] if answers else None


def stale(screens):
    """Return the lines of screens that no longer exist."""
    return [line for line in EXPECTED if line not in screens]
