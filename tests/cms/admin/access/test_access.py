import os, json, copy, collections
import pytest
from django.db import connection, transaction
from django.test import Client
from tests.cms.admin.access.addresses import staff_addresses
from tests.cms.admin.access.requests import *
from tests.cms.admin.access.world import *

@pytest.mark.django_db
def test_print(data_dir):
    world = build_world()
    out = collections.OrderedDict()
    errors=[]
    for role in ROLES:
        client = Client(raise_request_exception=True)
        user = world.people[role]
        if user: client.force_login(user)
        jar = copy.deepcopy(client.cookies)
        for address in staff_addresses():
            for place in places(address):
                for method in ("get","post"):
                    try:
                        path = path_of(address, place, world)
                    except Exception as e:
                        errors.append((address.name, repr(e))); continue
                    writes=[]
                    client.cookies = copy.deepcopy(jar)
                    def wrap(execute, sql, params, many, context):
                        if sql.split()[0] in ("INSERT","UPDATE","DELETE"): writes.append(sql[:60])
                        return execute(sql, params, many, context)
                    try:
                        with transaction.atomic(), connection.execute_wrapper(wrap):
                            r = getattr(client, method)(path, body_of(address, place, world) if method=="post" else None)
                            o = outcome_of(r)
                            transaction.set_rollback(True)
                    except Exception as e:
                        o = "!"
                        errors.append((role, address.name, place, method, repr(e)[:300]))
                        r=None
                    writes=[w for w in writes if not any(t in w for t in ("django_session","editingsession","formstate","userprofile"))]
                    if writes and method=="get": errors.append((role,address.screen,place,"GET WRITES",writes))
                    if r is not None and not r.streaming and (CANARY.encode() in r.content or any(CANARY in str(m) for m in r.wsgi_request._messages._queued_messages)) and role in ("editor","reviewer","secrecy_reviewer","signer","no_role","anonymous"):
                        errors.append((role,address.screen,place,method,"CANARY"))
                        o += "*"
                    if r is not None and r.streaming: list(r.streaming_content)
                    if writes and method=="post": o += "w"
                    out.setdefault((address.screen, place, method), {})[role]=o
    with open("/tmp/matrix.txt","w") as f:
        for k,v in out.items():
            f.write(f"{k[0]:50} {k[1]:8}{k[2]:5} "+" ".join(f"{v.get(r,'-'):3}" for r in ROLES)+"\n")
        for e in errors: f.write(str(e)+"\n")
