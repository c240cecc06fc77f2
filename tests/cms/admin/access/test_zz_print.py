import copy, json, pytest
from tests.cms.admin.access import test_access as t
from tests.cms.admin.access.test_access import *

@pytest.mark.django_db
@pytest.mark.parametrize("role", ROLES)
def test_print(client, role):
    world = build_world(); before = foreign_rows(world)
    if person := world.people[role]: client.force_login(person)
    cookies = copy.deepcopy(client.cookies); out = {}; faults = []
    orig = t.outcome_of
    for address in staff_addresses():
        for place in places(address):
            for method in ("get", "post"):
                client.cookies = copy.deepcopy(cookies)
                try:
                    f = faults_of(client, role, address, place, method, world, before)
                except Exception as e:
                    f = [f"EXC answer ! instead {e!r}"]
                got = [x.split("answer ")[1][0] for x in f if "answer " in x]
                out.setdefault(f"{address.screen}|{place}|{method}", set()).add(got[0] if got else "?")
                faults += [x for x in f if "answer " not in x or "EXC" in x]
    import pathlib
    pathlib.Path(f"/tmp/out_{role}.json").write_text(json.dumps({k: "".join(v) for k, v in out.items()}))
    pathlib.Path(f"/tmp/faults_{role}.txt").write_text("\n".join(faults))
