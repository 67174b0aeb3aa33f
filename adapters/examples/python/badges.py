"""A system that issues badges, for the worker beside it. It keeps its world in a folder, and knows idempotency keys."""
import fcntl
import json
import os
from contextlib import contextmanager


def _schema(**fields):
    return json.dumps({"type": "object", "properties": {
        name: {"type": "string", "description": text} for name, text in fields.items()}})


_BADGE = _schema(badge="Its name: holder, a hyphen, and door.")
_ALL = {"output_schema": _BADGE, "has_effect": True, "can_read": True, "can_preview": True}
OPERATIONS = [
    {"name": "issue-badge", "summary": "Issues a badge that opens a door.", "inverse": "revoke-badge",
     "input_schema": _schema(holder="Whose it is.", door="Which it opens: lobby or lab."), **_ALL},
    {"name": "revoke-badge", "summary": "Revokes a badge.", "input_schema": _BADGE, **_ALL},
]


class Refusal(Exception):
    """Not done: a code and a message."""


class Badges:
    def __init__(self, folder):
        self._folder, self._file = folder, os.path.join(folder, "world.json")

    @contextmanager
    def _world(self):
        """The badges, and the calls that made them so: both change at once, whenever the program is killed."""
        with open(os.path.join(self._folder, "lock"), "w", encoding="utf-8") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)  # several workers share the folder
            state = {"badges": {}, "calls": {}}
            if os.path.exists(self._file):
                with open(self._file, encoding="utf-8") as file:
                    state = json.load(file)
            yield state["badges"], state["calls"]
            with open(self._file + ".new", "w", encoding="utf-8") as file:
                json.dump(state, file)
                file.flush()
                os.fsync(file.fileno())
            os.replace(self._file + ".new", self._file)

    def execute(self, call, by, is_over):
        """The record of the call: its badge, or None, and whether that went. The same key has one effect."""
        with self._world() as (badges, calls):
            record = calls.setdefault(call.idempotency_key, {})
            if "badge" not in record:
                if is_over() or record.get("undone") or record.get("closed", 0) >= call.attempt:
                    raise Refusal("CALL_CLOSED", "It was given up, undone, or told as not done, before it began.")
                badge, goes = self._change(call, badges, calls)
                if goes:
                    badges.pop(badge, None)
                else:
                    badges[badge] = by
                if call.undoes:  # what it undoes never begins any more, however late it comes
                    calls.setdefault(call.undoes, {})["undone"] = True
                record.update(badge=badge, goes=goes)
            return record

    def read(self, call):
        """The record of the call, or None where it was not made; then this attempt of it will not be any more."""
        with self._world() as (_, calls):
            record = calls.setdefault(call.idempotency_key, {})
            if "badge" in record and not record.get("undone"):
                return record
            record["closed"] = max(call.attempt, record.get("closed", 0))
            return None

    def preview(self, call):
        with self._world() as (badges, calls):
            badge, goes = self._change(call, badges, calls)
            return f"{'-' if goes else '+'} badge {badge or 'none'}"

    def list(self):
        with self._world() as (badges, _):
            return list(badges)

    @staticmethod
    def _change(call, badges, calls):
        """The badge that the call is about, None where there is nothing to undo; and whether it goes."""
        given, issues = json.loads(call.input), call.operation == "issue-badge"
        if call.undoes:  # by the record of what is undone: the input may say nothing of it
            done = calls.get(call.undoes, {})
            return None if done.get("undone") else done.get("badge"), True
        if not issues and call.operation != "revoke-badge":
            raise Refusal("UNKNOWN_OPERATION", f"There is no operation '{call.operation}' here.")
        parts = [given.get(name) for name in (("holder", "door") if issues else ("badge",))]
        if not all(isinstance(part, str) and part for part in parts):
            raise Refusal("INVALID_INPUT", "Something is missing, or is no text.")
        if issues and parts[1] not in ("lobby", "lab"):
            raise Refusal("NO_SUCH_DOOR", f"There is no door '{parts[1]}', only lobby and lab.")
        badge = "-".join(parts)
        if issues == (badge in badges):
            raise Refusal("BADGE_EXISTS" if issues else "NO_SUCH_BADGE", f"Look at badge '{badge}' first.")
        return badge, not issues
