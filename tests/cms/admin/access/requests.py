"""The requests of the access test: a path for every address and place, and what became of it."""

from datetime import timedelta
from urllib.parse import urlencode

from django.contrib.messages import ERROR, get_messages
from django.urls import reverse
from django.utils import timezone

from disclosure.records.models import InformationRecord
from policies.documents.models import PolicyDocument
from tests.cms.admin.access.addresses import CHOOSER
from tests.cms.admin.access.world import KINDS

OWN, FOREIGN, MIXED, JOINT, SHARED = "own", "foreign", "mixed", "joint", "shared"
RECORD_MODELS = {name: model for model, name in KINDS.items()}
INNER_IDS = frozenset({"revision_id", "revision_id_b", "task_state_id", "workflow_state_id", "attachment_id"})
HISTORIC_MODELS = frozenset({"historicproposal", "historicbatch", "conversioncase"})
IN_REVIEW_VIEWS = frozenset(
    {"workflow_action", "collect_workflow_action_data", "confirm_workflow_cancellation", "workflow_history",
     "workflow_history_detail", "workflow_preview", "review", "review_file"}
)  # fmt: skip
SCOPED_MODELS = frozenset({*RECORD_MODELS, *HISTORIC_MODELS, "reviewitem", "attachment", "importbatch"})
PAGE_IDS = frozenset({"page_id", "parent_page_id", "page_to_move_id", "image_id"})
PAGE_NAMESPACES = ("wagtailadmin_pages", "wagtailadmin_api:pages", "wagtailadmin_api:images", "wagtailimages_chooser")


# They name a row without an id of it in the pattern, or in another shape.
NAMING_ROWS = frozenset(
    {
        "wagtail_bulk_action",
        "wagtailadmin_editing_sessions:ping",
        "wagtailadmin_choose_page_chosen_multiple",
        "wagtailimages_chooser:chosen_multiple",
        "notices:detail",
        "notices:read",
    }
)


def places(address):
    """Return the rows to ask for: shared where a screen has no rows of an organ."""
    if address.model:
        names_row = address.model in SCOPED_MODELS and ("pk" in address.parameters or address.view == "chosen_multiple")
    else:
        has_page = address.namespace in PAGE_NAMESPACES and "pk" in address.parameters
        names_row = has_page or address.parameters & PAGE_IDS or address.name in NAMING_ROWS
    if not names_row:
        return (SHARED,)
    mixed = (MIXED,) if address.parameters & INNER_IDS else ()
    joint = (JOINT,) if address.model == "informationrecord" and not address.namespace.startswith(CHOOSER) else ()
    return (OWN, FOREIGN, *mixed, *joint)


def _rows(place, world):
    """Return the organ's rows a place is about."""
    return {FOREIGN: world.foreign, JOINT: world.joint}.get(place, world.own)


def _row(address, rows, world):
    """Return the row a snippet's address is about."""
    name = address.model
    if name in RECORD_MODELS:
        return (rows.in_review if address.view in IN_REVIEW_VIEWS else rows.drafts)[RECORD_MODELS[name]]
    return {
        "attachment": rows.attachment,
        "importbatch": rows.batch,
        "organ": rows.organ,
        "staffrole": rows.role,
        "topic": world.topic,
        "catalogentry": world.entry,
        "ground": world.ground,
        "attributerule": world.attribute_rule,
        "reviewitem": rows.review_item,
        "reviewround": rows.review_item.round,
        "historicproposal": rows.proposal,
        "historicbatch": rows.confirmation,
        "conversioncase": rows.case,
        "disclosurelimit": world.limit,
    }[name]


def _record_ids(record):
    """Return the ids below a record: its revision, its step, its workflow."""
    state = record.current_workflow_state
    return {
        "revision_id": record.latest_revision_id,
        "revision_id_a": "earliest",
        "revision_id_b": record.latest_revision_id,
        "task_state_id": state.current_task_state_id if state else 0,
        "workflow_state_id": state.pk if state else 0,
        "task_id": state.current_task_state.task_id if state else 0,
        "attachment_id": next((link.attachment_id for link in record.attachment_links.all()), 0),
        "action_name": "approve",
    }


def _shared_ids(rows, inner, world):
    """Return the ids of everything that is no snippet; `inner` owns what lies below a page."""
    state = inner.in_review[InformationRecord].current_workflow_state
    return {
        "page_id": rows.page.pk,
        "parent_page_id": rows.column.pk,
        "page_to_move_id": rows.page.pk,
        "destination_id": world.own.column.pk,
        "content_type_app_name": "cms",
        "content_type_model_name": "articlepage",
        "page_pk": rows.page.pk,
        "workflow_pk": world.workflow.pk,
        "revision_id": inner.page.latest_revision_id,
        "revision_id_a": "earliest",
        "revision_id_b": inner.page.latest_revision_id,
        # A step of a record under the address of a page.
        "task_state_id": state.current_task_state_id,
        "workflow_state_id": state.pk,
        "task_id": world.task.pk,
        "action_name": "approve",
        "image_id": rows.image.pk,
        "uploaded_file_id": world.upload.pk,
        "filter_spec": "original",
        "collection_id": world.collection.pk,
        "app_name": "taggit",
        "session_id": 0,
        "uidb64": "MQ",
        "token": "a-b",
        "event": "cms.page_submitted",
    }


SHARED_PKS = {
    "notices": lambda rows, world: rows.notice.pk,
    "wagtailadmin_api:pages": lambda rows, world: rows.page.pk,
    "wagtailadmin_api:images": lambda rows, world: rows.image.pk,
    "wagtailadmin_pages": lambda rows, world: rows.page.pk,
    "wagtailadmin_collections": lambda rows, world: world.collection.pk,
    "wagtailadmin_workflows": lambda rows, world: world.workflow.pk,
    "wagtailsettings": lambda rows, world: world.chrome.pk,
    "wagtailsites": lambda rows, world: world.site.pk,
    "wagtailimages_chooser": lambda rows, world: rows.image.pk,
    "wagtailusers_users": lambda rows, world: world.foreign.staff.editor.pk,
    "wagtailusers_groups": lambda rows, world: world.group.pk,
}
MODEL_SLUGS = {
    "wagtailadmin_pages:choose_parent": ("cms", "columnpage"),
    "wagtailadmin_workflows:add_task": ("disclosure", "signofftask"),
    "wagtailadmin_tag_model_autocomplete": ("taggit", "tag"),
    "wagtailsettings:edit": ("cms", "sitechrome"),
    "wagtailsettings:preview_on_edit": ("cms", "sitechrome"),
    "wagtail_bulk_action": ("disclosure", "informationrecord"),
    "wagtailadmin_editing_sessions:ping": ("disclosure", "informationrecord"),
}
UNNAMED = {"cms/test404/": "/cms/test404/", "cms/^.*/$": "/cms/no-such-screen/"}


def _ids(address, place, world):
    rows = _rows(place, world)
    ids = {} if place == JOINT else _shared_ids(rows, world.foreign if place == MIXED else rows, world)
    if address.model:
        row = _row(address, rows, world)
        ids["pk"] = row.pk
        if address.model in RECORD_MODELS:
            inner = _row(address, world.foreign, world) if place == MIXED else row
            ids |= _record_ids(inner)
    else:
        ids["pk"] = SHARED_PKS[address.namespace](rows, world) if address.namespace in SHARED_PKS else 0
        ids["app_label"], ids["model_name"] = MODEL_SLUGS.get(address.name, ("", ""))
        ids["app_name"] = ids["app_label"] or ids["app_name"]
        ids["object_id"] = str(rows.drafts[InformationRecord].pk)
        ids["action"] = "delete"
    return {name: ids[name] for name in address.parameters}


def path_of(address, place, world):
    """Return the path of the address for these rows, explicit ids in the query where the screen takes them."""
    if address.route in UNNAMED:
        return UNNAMED[address.route]
    path = reverse(address.name, kwargs=_ids(address, place, world))
    rows = _rows(place, world)
    if address.name == "wagtail_bulk_action":
        return f"{path}?{urlencode({'id': ['all', rows.drafts[InformationRecord].pk]}, doseq=True)}"
    if address.name.endswith("chosen_multiple") and address.model:
        return f"{path}?{urlencode({'id': _row(address, rows, world).pk})}"
    if address.name.endswith("chosen_multiple"):
        chosen = rows.image if "image" in address.name else rows.page
        return f"{path}?{urlencode({'id': chosen.pk})}"
    return path


def body_of(address, place, world):
    """Return what a form of this screen sends, so that a request let through would really change something."""
    rows = _rows(place, world)
    record = rows.in_review[InformationRecord if address.model != "policydocument" else PolicyDocument]
    return {
        "action-publish": "1",
        "body-count": "0",
        "navigation-count": "0",
        "footer-count": "0",
        "new_parent_page": world.own.column.pk,
        "external-link-chooser-url": "/",
        "is_editing": "true",
        "outcome": "approved",
        "reason": "同意",
        "revision": record.latest_revision_id,
        "explanation": "说明",
        "replaced_by": record.index_number,
        "note": "说明",
        "resolution": "decline",
    } | (review_body(rows) if address.model == "reviewitem" else {})


def review_body(rows):
    """Return what the screens of periodic review send."""
    next_year = (timezone.localdate() + timedelta(days=365)).isoformat()
    return {"outcome": "keep", "next_review_on": next_year, "item": rows.review_item.pk, "confirm": "1"}


def outcome_of(response):
    """Return what became of a request, in one letter of the table (see table.py)."""
    if response.status_code not in {301, 302}:
        return {200: "A", 204: "A", 400: "A", 403: "R", 404: "N", 405: "M"}[response.status_code]
    if response.url.startswith("/cms/login/"):
        return "L"
    if any(message.level == ERROR for message in get_messages(response.wsgi_request)):
        return "R"
    is_reading = response.wsgi_request.method == "GET" and response.url.startswith("/cms/snippets/")
    return "V" if is_reading else "A"
