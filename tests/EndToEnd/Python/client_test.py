"""The contract, seen by a client that is not .NET: python3-grpcio and reflection.

Usage: client_test.py HOST:PORT WORKFLOW.json
"""
import sys
import unittest
import uuid
import zlib

import grpc

from reflected import Details, ReflectedClient

ADDRESS, WORKFLOW = sys.argv[1:3]
ACTIVATIONS = "orchestrator.v1.ActivationService"
WORKFLOWS = "orchestrator.v1.WorkflowService"
CLUSTER = "orchestrator.v1.ClusterService"
ADAPTERS = "orchestrator.v1.AdapterService"
WORKERS = "orchestrator.v1.AdapterWorkerService"
HEALTH = "grpc.health.v1.Health"
CUSTOM, COMPLETED, SERVING = 6, 6, 1
PATIENCE = 30


class ClientTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.channel = grpc.insecure_channel(ADDRESS)
        cls.client = ReflectedClient(cls.channel)
        cls.details = Details()
        with open(WORKFLOW, encoding="utf-8") as file:
            content = file.read()
        published = cls.call(WORKFLOWS, "PublishWorkflow", request_id=cls.new_id(), content=content)
        assert (published.name, published.content) == ("workflows/line/versions/1", content), published

    @classmethod
    def tearDownClass(cls):
        cls.channel.close()

    @staticmethod
    def new_id():
        return uuid.uuid4().hex

    @classmethod
    def request(cls, service, method, **fields):
        return cls.client.message(f"orchestrator.v1.{method}Request", **fields)

    @classmethod
    def call(cls, service, method, timeout=PATIENCE, compression=None, **fields):
        request = cls.request(service, method, **fields)
        return cls.client.method(service, method)(request, timeout=timeout, compression=compression)

    def order(self, customer, /, **more):
        fields = {
            "request_id": customer, "action": CUSTOM, "customer": customer, "workflow": "workflows/line",
            "input": {"customer": customer, "device": "lab-1", "email": f"{customer}@example.org"},
            "port": 1 + zlib.crc32(customer.encode()) % 4000, **more}
        plain = {name: value for name, value in fields.items() if name not in ("input", "port", "wait")}
        request = self.request(ACTIVATIONS, "StartActivation", **plain)
        for name, value in fields["input"].items():
            request.input.fields[name].string_value = value
        request.input.fields["port"].number_value = fields["port"]
        request.wait.seconds = fields.get("wait", 0)
        return request

    def start(self, request, **options):
        return self.client.method(ACTIVATIONS, "StartActivation")(request, timeout=PATIENCE, **options)

    def refused(self, call):
        with self.assertRaises(grpc.RpcError) as raised:
            call()
        status, details = self.details.of(raised.exception)
        self.assertEqual(raised.exception.code().value[0], status.code)
        self.assertEqual(raised.exception.details(), status.message)
        return raised.exception.code(), details

    def test_reflection_names_all_services_in_both_versions(self):
        expected = {ACTIVATIONS, WORKFLOWS, CLUSTER, ADAPTERS, WORKERS, HEALTH, "orchestrator.v1.ProductService",
                    "orchestrator.v1.InventoryService", "orchestrator.v1.AuditService",
                    "orchestrator.v1.AnalysisService", "grpc.reflection.v1.ServerReflection",
                    "grpc.reflection.v1alpha.ServerReflection"}

        self.assertEqual(expected, set(self.client.services()))
        self.assertEqual(expected, set(ReflectedClient(self.channel, "v1alpha").services()))

    def test_reflection_says_so_where_there_is_no_such_symbol(self):
        with self.assertRaisesRegex(LookupError, "orchestrator.v1.Nonsense"):
            self.client.message("orchestrator.v1.Nonsense")

    def test_health_is_told_as_a_whole_and_by_service(self):
        for service in ("", ACTIVATIONS, WORKFLOWS):
            request = self.client.message("grpc.health.v1.HealthCheckRequest", service=service)
            self.assertEqual(SERVING, self.client.method(HEALTH, "Check")(request, timeout=PATIENCE).status)

        request = self.client.message("grpc.health.v1.HealthCheckRequest", service="nonsense")
        code, details = self.refused(lambda: self.client.method(HEALTH, "Check")(request, timeout=PATIENCE))
        self.assertEqual((grpc.StatusCode.NOT_FOUND, "NOT_FOUND"), (code, details["google.rpc.ErrorInfo"].reason))

    def test_an_order_is_started_waited_for_and_read(self):
        started = self.start(self.order("py-plain", wait=20))
        read = self.call(ACTIVATIONS, "GetActivation", name=started.name)

        self.assertEqual(COMPLETED, started.state)
        self.assertEqual(started.name, read.name)
        self.assertEqual(["reserve-port", "configure", "mailbox", "account", "subscription", "setup"],
                         [step.id for step in read.steps])
        self.assertEqual(read.steps[0].output.fields["port"].number_value, read.output.fields["port"].number_value)

    def test_the_same_request_is_the_same_activation_and_other_content_is_refused(self):
        first = self.start(self.order("py-twice"))
        again = self.start(self.order("py-twice"))
        self.assertEqual(first.name, again.name)

        other = self.order("py-twice", priority=7)
        code, details = self.refused(lambda: self.start(other))
        self.assertEqual((grpc.StatusCode.INVALID_ARGUMENT, "REQUEST_ID_REUSED"),
                         (code, details["google.rpc.ErrorInfo"].reason))

    def test_bad_fields_are_refused_all_at_once(self):
        request = self.order("", customer="", workflow="nonsense", input={"customer": "x"})
        code, details = self.refused(lambda: self.start(request))

        self.assertEqual(grpc.StatusCode.INVALID_ARGUMENT, code)
        info = details["google.rpc.ErrorInfo"]
        self.assertEqual(("INVALID_FIELDS", "orchestrator"), (info.reason, info.domain))
        fields = {violation.field for violation in details["google.rpc.BadRequest"].field_violations}
        self.assertLessEqual({"request_id", "customer", "workflow"}, fields)

    def test_what_is_not_there_is_not_found(self):
        code, details = self.refused(lambda: self.call(ACTIVATIONS, "GetActivation", name="activations/0000000000000"))

        info = details["google.rpc.ErrorInfo"]
        self.assertEqual((grpc.StatusCode.NOT_FOUND, "ACTIVATION_NOT_FOUND", "orchestrator"),
                         (code, info.reason, info.domain))
        self.assertEqual("activations/0000000000000", info.metadata["activation"])

    def test_a_watch_that_is_cut_goes_on_without_a_gap(self):
        slow = {"sandbox.mail.create-mailbox": "slow-400", "sandbox.billing.open-account": "fail-once"}
        name = self.start(self.order("py-cut", labels=slow)).name
        seen, cuts = [], 0
        while True:
            request = self.request(ACTIVATIONS, "WatchActivation", name=name,
                                   after_sequence=seen[-1].sequence if seen else 0)
            watch = self.client.method(ACTIVATIONS, "WatchActivation")(request, timeout=PATIENCE)
            came = 0
            for event in watch:
                seen.append(event)
                came += 1
                if came == 3:
                    watch.cancel()
                    cuts += 1
                    break
            else:
                break

        request = self.request(ACTIVATIONS, "WatchActivation", name=name)
        whole = list(self.client.method(ACTIVATIONS, "WatchActivation")(request, timeout=PATIENCE))
        self.assertGreater(cuts, 3)
        self.assertEqual(list(range(1, len(seen) + 1)), [event.sequence for event in seen])
        self.assertEqual([event.SerializeToString(deterministic=True) for event in whole],
                         [event.SerializeToString(deterministic=True) for event in seen])
        self.assertEqual(COMPLETED, seen[-1].state)

    def test_messages_may_be_compressed(self):
        request = self.order("py-gzip", labels={"note": "x" * 60}, order_reference="gzip " * 20)
        for compression in (grpc.Compression.Gzip, grpc.Compression.NoCompression):
            started = self.start(request, compression=compression)
            self.assertEqual("gzip " * 20, started.order_reference)

        listed = self.call(ACTIVATIONS, "ListActivations", compression=grpc.Compression.Gzip, page_size=1000, view=2)
        self.assertIn(started.name, [activation.name for activation in listed.activations])

    def test_a_deadline_ends_the_call_and_not_the_activation(self):
        request = self.order("py-deadline", wait=20, order_reference="py-deadline",
                             labels={"sandbox.network.reserve-port": "slow-900"})
        with self.assertRaises(grpc.RpcError) as raised:
            self.client.method(ACTIVATIONS, "StartActivation")(request, timeout=0.3)
        self.assertEqual(grpc.StatusCode.DEADLINE_EXCEEDED, raised.exception.code())

        self.assertEqual(COMPLETED, self.start(request).state)
        filtered = self.client.message("orchestrator.v1.ActivationFilter", order_reference="py-deadline")
        self.assertEqual(1, len(self.call(ACTIVATIONS, "ListActivations", filter=filtered).activations))


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=2)
