from tests.policies.documents.admin.test_import_screens import *
def test_x(editor):
    values = proposed(editor) | {"title": ""}
    p = editor.post(reverse(f"{POLICIES}:import_confirm"), values).content.decode()
    i=p.index('id_title'); print(p[max(0,i-900):i+900])
    assert 0
