"""A client that knows nothing of the server but its address: messages and methods are made of what reflection says.

Only the reflection protocol's own messages, and those of google.rpc that errors are told in, are written down here.
"""
import grpc
from google.protobuf import descriptor_pb2, descriptor_pool, message_factory

_STRING, _INT32, _BYTES, _MESSAGE = 9, 5, 12, 11


def _file(name, package, messages, dependencies=()):
    """A file of messages; each field is (number, name, type, type name or None, is repeated)."""
    file = descriptor_pb2.FileDescriptorProto(name=name, package=package, syntax="proto3", dependency=dependencies)
    for message_name, fields in messages.items():
        message = file.message_type.add(name=message_name)
        for number, field_name, kind, type_name, is_repeated in fields:
            field = message.field.add(number=number, name=field_name, type=kind, label=3 if is_repeated else 1)
            if type_name:
                field.type_name = type_name
    return file


def _reflection(package):
    prefix = f".{package}."
    return _file(f"{package}.proto", package, {
        "ServerReflectionRequest": [
            (1, "host", _STRING, None, False), (3, "file_by_filename", _STRING, None, False),
            (4, "file_containing_symbol", _STRING, None, False), (7, "list_services", _STRING, None, False)],
        "FileDescriptorResponse": [(1, "file_descriptor_proto", _BYTES, None, True)],
        "ServiceResponse": [(1, "name", _STRING, None, False)],
        "ListServiceResponse": [(1, "service", _MESSAGE, prefix + "ServiceResponse", True)],
        "ErrorResponse": [(1, "error_code", _INT32, None, False), (2, "error_message", _STRING, None, False)],
        "ServerReflectionResponse": [
            (4, "file_descriptor_response", _MESSAGE, prefix + "FileDescriptorResponse", False),
            (6, "list_services_response", _MESSAGE, prefix + "ListServiceResponse", False),
            (7, "error_response", _MESSAGE, prefix + "ErrorResponse", False)],
    })


def _class(pool, name):
    descriptor = pool.FindMessageTypeByName(name)
    if hasattr(message_factory, "GetMessageClass"):
        return message_factory.GetMessageClass(descriptor)
    return message_factory.MessageFactory(pool).GetPrototype(descriptor)


class Details:
    """google.rpc.Status and the details that it holds, from the trailers of a failed call."""

    def __init__(self):
        pool = descriptor_pool.DescriptorPool()
        pool.Add(_file("google/protobuf/any.proto", "google.protobuf", {
            "Any": [(1, "type_url", _STRING, None, False), (2, "value", _BYTES, None, False)]}))
        errors = _file("google/rpc/errors.proto", "google.rpc", {
            "Status": [(1, "code", _INT32, None, False), (2, "message", _STRING, None, False),
                       (3, "details", _MESSAGE, ".google.protobuf.Any", True)],
            "ErrorInfo": [(1, "reason", _STRING, None, False), (2, "domain", _STRING, None, False),
                          (3, "metadata", _MESSAGE, ".google.rpc.ErrorInfo.MetadataEntry", True)],
            "FieldViolation": [(1, "field", _STRING, None, False), (2, "description", _STRING, None, False)],
            "BadRequest": [(1, "field_violations", _MESSAGE, ".google.rpc.FieldViolation", True)],
        }, ["google/protobuf/any.proto"])
        entry = next(m for m in errors.message_type if m.name == "ErrorInfo").nested_type.add(name="MetadataEntry")
        entry.field.add(number=1, name="key", type=_STRING, label=1)
        entry.field.add(number=2, name="value", type=_STRING, label=1)
        entry.options.map_entry = True
        pool.Add(errors)
        self._pool = pool

    def of(self, error):
        """The status, and those of its details that are known here, by the names of their types."""
        raw = dict(error.trailing_metadata())["grpc-status-details-bin"]
        status = _class(self._pool, "google.rpc.Status").FromString(raw)
        by_type = {}
        for detail in status.details:
            name = detail.type_url.split("/")[-1]
            if name in ("google.rpc.ErrorInfo", "google.rpc.BadRequest"):
                by_type[name] = _class(self._pool, name).FromString(detail.value)
        return status, by_type


class ReflectedClient:
    def __init__(self, channel, version="v1"):
        self._channel = channel
        self._package = f"grpc.reflection.{version}"
        self._reflection = descriptor_pool.DescriptorPool()
        self._reflection.Add(_reflection(self._package))
        self._pool = descriptor_pool.DescriptorPool()
        self._known = set()

    def services(self):
        return [service.name for service in self._ask(list_services="*").list_services_response.service]

    def message(self, type_name, /, **fields):
        """An empty message of the contract, or one with these fields."""
        self._load(type_name)
        return _class(self._pool, type_name)(**fields)

    def method(self, service, name):
        """A callable, as a generated stub would have it."""
        self._load(service)
        method = self._pool.FindServiceByName(service).FindMethodByName(name)
        proto = descriptor_pb2.ServiceDescriptorProto()
        method.containing_service.CopyToProto(proto)
        is_stream = next(one for one in proto.method if one.name == name).server_streaming
        make = self._channel.unary_stream if is_stream else self._channel.unary_unary
        return make(
            f"/{service}/{name}",
            request_serializer=_class(self._pool, method.input_type.full_name).SerializeToString,
            response_deserializer=_class(self._pool, method.output_type.full_name).FromString)

    def _load(self, symbol):
        answer = self._ask(file_containing_symbol=symbol)
        if answer.HasField("error_response"):
            raise LookupError(answer.error_response.error_message)
        self._add(answer.file_descriptor_response.file_descriptor_proto)

    def _add(self, files):
        """Adds files after those that they import, which are asked for where they did not come along."""
        pending = {file.name: file for file in map(descriptor_pb2.FileDescriptorProto.FromString, files)}

        def add(name):
            if name in self._known:
                return
            file = pending.get(name)
            if file is None:
                answer = self._ask(file_by_filename=name).file_descriptor_response.file_descriptor_proto
                pending.update((one.name, one) for one in map(descriptor_pb2.FileDescriptorProto.FromString, answer))
                file = pending[name]
            for dependency in file.dependency:
                add(dependency)
            self._pool.Add(file)
            self._known.add(name)

        for name in list(pending):
            add(name)

    def _ask(self, **question):
        request = _class(self._reflection, f"{self._package}.ServerReflectionRequest")(**question)
        response = _class(self._reflection, f"{self._package}.ServerReflectionResponse")
        call = self._channel.stream_stream(
            f"/{self._package}.ServerReflection/ServerReflectionInfo",
            request_serializer=type(request).SerializeToString,
            response_deserializer=response.FromString)
        return next(call(iter([request]), timeout=20))
