#!/usr/bin/python3
"""An adapter that is a program of its own: it issues badges. docs/workers.md tells how to run it, and why it is so.

    worker.py FOLDER HOST:PORT INSTANCE NAME    (WORKER_TOKEN: what the operator asks for; WORKER_SECONDS: a badge takes)
"""
import json, os, queue, signal, sys, threading, time
from concurrent.futures import ThreadPoolExecutor

import grpc
from badges import OPERATIONS, Badges, Refusal
from orchestrator.v1 import workers_pb2 as pb

FOLDER, SERVER, INSTANCE, NAME = sys.argv[1:5]
SECONDS, CREDITS = float(os.environ.get("WORKER_SECONDS", "0")), 8
TOKEN = [("authorization", "Bearer " + os.environ["WORKER_TOKEN"])] if "WORKER_TOKEN" in os.environ else []
REFUSED = (grpc.StatusCode.PERMISSION_DENIED, grpc.StatusCode.FAILED_PRECONDITION, grpc.StatusCode.INVALID_ARGUMENT)
EXECUTE, READ, PREVIEW, LIST = range(1, 5)
BADGES, POOL, LEAVING = Badges(FOLDER), ThreadPoolExecutor(64), threading.Event()
NODES, GUARD = set(), threading.Lock()
Answer, Request = pb.AdapterAnswer, pb.WorkRequest
DESCRIPTION = pb.AdapterDescription(
    name="badges", can_list=True, operations=[pb.OperationDescription(**one) for one in OPERATIONS])


def resource(badge):
    return pb.AdapterResource(kind="badge", external_id=badge)


def success(record):
    changes = [pb.AdapterResourceChange(resource=resource(record["badge"] or ""), released=record["goes"])]
    return {"succeeded": Answer.Succeeded(output=json.dumps({"badge": record["badge"] or ""}),
                                          resources=changes if record["badge"] else [])}


def reply(call, is_over):
    """What is answered, by the name of its field."""
    try:
        if call.kind == EXECUTE:
            record = BADGES.execute(call, NAME, is_over)
            time.sleep(SECONDS)  # it is printed
            return success(record)
        if call.kind == READ:
            record = BADGES.read(call)
            return success(record) if record else {"not_done": Answer.NotDone()}
        if call.kind == PREVIEW:
            return {"preview": Answer.Preview(text=BADGES.preview(call))}
        return {"listing": Answer.Listing(resources=[resource(badge) for badge in BADGES.list()])}
    except Refusal as no:
        if call.kind == PREVIEW:
            return {"preview": Answer.Preview(text=no.args[1])}
        return {"permanent": Answer.Failure(code=no.args[0], message=no.args[1])}


def stream(address):
    """To one node, until it ends. What is under way when it breaks off is not begun any more."""
    out, running, ended = queue.Queue(), set(), threading.Event()

    def work(call, until):
        outcome = reply(call, lambda: ended.is_set() or call.id not in running or time.monotonic() > until)
        running.discard(call.id)
        out.put(Request(answer=Answer(call=call.id, credits=1, **outcome)))

    def renew():
        while not ended.wait(0.3):  # a third of the shortest lease that there is
            for call in list(running):
                out.put(Request(progress=pb.CallProgress(call=call, message="printing")))
            if LEAVING.is_set():
                out.put(Request(leave=pb.LeaveStream()))

    out.put(Request(register=pb.Register(
        instance=INSTANCE, worker=NAME, description=DESCRIPTION, version=1, credits=CREDITS)))
    threading.Thread(target=renew, daemon=True).start()
    with grpc.insecure_channel(address) as channel:
        begin = channel.stream_stream("/orchestrator.v1.AdapterWorkerService/Work", Request.SerializeToString,
                                      pb.WorkResponse.FromString)
        try:
            for told in begin(iter(out.get, None), metadata=TOKEN):
                kind = told.WhichOneof("message")
                if kind == "welcome":
                    print("serving", told.welcome.node, flush=True)
                    NODES.add(told.welcome.node)
                if kind in ("welcome", "nodes"):
                    connect(getattr(told, kind).nodes)
                elif kind == "call":
                    running.add(told.call.id)
                    left = told.call.deadline.ToMilliseconds() / 1000 if told.call.HasField("deadline") else 10 ** 9
                    POOL.submit(work, told.call, time.monotonic() + left)
                elif kind == "cancel":
                    running.discard(told.cancel.call)
        finally:
            ended.set()
            out.put(None)


def connect(nodes):
    """A thread for each node that there is none for yet; and none any more for those that are gone."""
    with GUARD:
        new = [node for node in nodes if node.name not in NODES]
        NODES.intersection_update(node.name for node in nodes)
        NODES.update(node.name for node in new)
    for node in new:
        threading.Thread(target=serve, args=(node.address, node.name)).start()


def serve(address, name=None):
    while not LEAVING.is_set() and (name is None or name in NODES):
        try:
            stream(address)
        except grpc.RpcError as failure:
            if failure.code() in REFUSED:  # to try again is of no use
                print(failure.details(), file=sys.stderr, flush=True)
                os._exit(1)
        time.sleep(0.2)


signal.signal(signal.SIGTERM, lambda *_: LEAVING.set())
serve(SERVER)
