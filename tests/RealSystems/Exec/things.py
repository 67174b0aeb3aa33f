#!/usr/bin/python3
"""A program that keeps its world in its working folder: things/NAME, and calls/KEY for what was done with a key."""
import fcntl
import json
import os
import sys
import urllib.parse

told = json.load(sys.stdin)
os.makedirs("things", exist_ok=True)
os.makedirs("calls", exist_ok=True)


def fail(code, message):
    json.dump({"code": code, "message": message}, sys.stdout)
    sys.exit(1)


def read(path):
    try:
        with open(path) as file:
            return json.load(file)
    except FileNotFoundError:
        return None


def write(path, value):
    with open(path + ".part", "w") as file:
        json.dump(value, file)
    os.rename(path + ".part", path)


def succeed(record):
    json.dump(record["said"], sys.stdout)
    sys.exit(0)


def call_path(key):
    return os.path.join("calls", urllib.parse.quote(key, safe=""))


def resource(name, released):
    return {"kind": "thing", "id": name, "released": released}


with open("lock", "w") as lock:
    fcntl.flock(lock, fcntl.LOCK_EX)
    if told["call"] == "list":
        names = sorted(urllib.parse.unquote(name) for name in os.listdir("things"))
        json.dump([{"kind": "thing", "id": name} for name in names], sys.stdout)
        sys.exit(0)

    mine = read(call_path(told["idempotencyKey"]))
    if told["call"] == "read":
        if mine is None:
            sys.exit(1)
        succeed(mine)

    if told["call"] == "execute" and mine is not None:
        succeed(mine)

    undone = read(call_path(told["undoes"])) if told["undoes"] else None
    is_undo = told["undoes"] is not None
    name = undone["name"] if undone else told["input"].get("name")
    puts = told["operation"] == "put-thing"
    if is_undo and (undone is None or undone.get("undone")):
        if told["call"] == "preview":
            print("changes nothing")
        else:
            write(call_path(told["idempotencyKey"]), {"name": name, "said": {}})
            print("{}")
        sys.exit(0)

    if not name:
        fail("INVALID_INPUT", "There is no name. Give one.")
    path = os.path.join("things", urllib.parse.quote(name, safe=""))
    if puts and os.path.exists(path):
        fail("THING_EXISTS", f"There is a thing {name}. Take it away first.")
    if told["call"] == "preview":
        print(f"{'+' if puts else '-'} thing {name}")
        sys.exit(0)

    if puts:
        write(path, told["input"].get("size", 0) if not undone else undone["was"])
        was = None
    else:
        was = read(path)
        if was is not None:
            os.remove(path)
    said = {"output": {"name": name}, "resources": [resource(name, not puts)]}
    write(call_path(told["idempotencyKey"]), {"name": name, "was": was, "said": said})
    if undone:
        write(call_path(told["undoes"]), {**undone, "undone": True})
    json.dump(said, sys.stdout)
