"""The part of the table (see table.py) for periodic review."""

REVIEW_SCREENS = """
# 定期审查: items are made by the system; the organ's reviewer decides
reviewitem:list                                  shared   AAAAAAALL  MMMMMMMLL
reviewitem:list_results                          shared   AAAAAAALL  MMMMMMMLL
reviewitem:add                                   shared   RRRRRRRLL  RRRRRRRLL
reviewitem:edit                                  own      VVVVVVVLL  RRRRRRRLL
reviewitem:edit                                  foreign  NNNNVVVLL  NNNNRRRLL
reviewitem:delete                                own      RRRRRRRLL  RRRRRRRLL
reviewitem:delete                                foreign  NNNNRRRLL  NNNNRRRLL
reviewitem:usage                                 own      AAAAAAALL  MMMMMMMLL
reviewitem:usage                                 foreign  NNNNAAALL  NNNNMMMLL
reviewitem:history                               own      AAAAAAALL  MMMMMMMLL
reviewitem:history                               foreign  NNNNAAALL  NNNNMMMLL
reviewitem:history_results                       own      AAAAAAALL  MMMMMMMLL
reviewitem:history_results                       foreign  NNNNAAALL  NNNNMMMLL
reviewitem:decide                                own      AAAAAAALL  RARRRRRLL
reviewitem:decide                                foreign  NNNNAAALL  NNNNRRRLL
reviewitem:keep                                  shared   RARRRRRLL  RARRRRRLL
reviewround:list                                 shared   AAAAAAALL  MMMMMMMLL
reviewround:list_results                         shared   AAAAAAALL  MMMMMMMLL
reviewround:add                                  shared   RRRRRRRLL  RRRRRRRLL
reviewround:edit                                 shared   VVVVVVVLL  RRRRRRRLL
reviewround:delete                               shared   RRRRRRRLL  RRRRRRRLL
reviewround:usage                                shared   AAAAAAALL  MMMMMMMLL
reviewround:history                              shared   AAAAAAALL  MMMMMMMLL
reviewround:history_results                      shared   AAAAAAALL  MMMMMMMLL
reviewround:inspect                              shared   AAAAAAALL  MMMMMMMLL
reviewround:coverage                             shared   AAAAAAALL  MMMMMMMLL
choose-reviewitem:choose                         shared   AAAAAAALL  MMMMMMMLL
choose-reviewitem:choose_results                 shared   AAAAAAALL  MMMMMMMLL
choose-reviewitem:chosen                         own      NNNNNNNLL  MMMMMMMLL
choose-reviewitem:chosen                         foreign  NNNNNNNLL  MMMMMMMLL
choose-reviewitem:chosen_multiple                own      AAAAAAALL  MMMMMMMLL
choose-reviewitem:chosen_multiple                foreign  AAAAAAALL  MMMMMMMLL
choose-reviewitem:create                         shared   RRRRRRRLL  RRRRRRRLL
choose-reviewround:choose                        shared   AAAAAAALL  MMMMMMMLL
choose-reviewround:choose_results                shared   AAAAAAALL  MMMMMMMLL
choose-reviewround:chosen                        shared   NNNNNNNLL  MMMMMMMLL
choose-reviewround:chosen_multiple               shared   AAAAAAALL  MMMMMMMLL
choose-reviewround:create                        shared   RRRRRRRLL  RRRRRRRLL
"""
