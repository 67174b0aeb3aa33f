using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace Orchestrator.Tests.Unit.Grpc;

/// <summary>
/// A contract with one of everything that has a name, in two files, the second of which imports the first.
/// </summary>
internal static class SampleContract
{
    public static FileDescriptorProto Base { get; } = new()
    {
        Name = "sample/base.proto",
        Package = "sample",
        Syntax = "proto2",
        MessageType =
        {
            new DescriptorProto
            {
                Name = "Extensible",
                ExtensionRange = { new DescriptorProto.Types.ExtensionRange { Start = 100, End = 200 } },
            },
        },
    };

    public static FileDescriptorProto Full { get; } = new()
    {
        Name = "sample/full.proto",
        Package = "sample",
        Syntax = "proto2",
        Dependency = { Base.Name },
        MessageType =
        {
            new DescriptorProto
            {
                Name = "Outer",
                Field = { Text("field", 1), In(0, Text("choice_field", 2)) },
                OneofDecl = { new OneofDescriptorProto { Name = "choice" } },
                NestedType = { new DescriptorProto { Name = "Inner", Field = { Text("inner_field", 1) } } },
                EnumType = { Values("Level", "HIGH") },
                Extension = { Extending(Text("nested_extension", 101)) },
            },
        },
        EnumType = { Values("Colour", "RED") },
        Extension = { Extending(Text("extension", 100)) },
        Service =
        {
            new ServiceDescriptorProto
            {
                Name = "Sample",
                Method =
                {
                    new MethodDescriptorProto
                    {
                        Name = "Do", InputType = ".sample.Outer", OutputType = ".sample.Extensible",
                    },
                },
            },
        },
    };

    public static ServiceDescriptor Service { get; } = FileDescriptor
        .BuildFromByteStrings([Base.ToByteString(), Full.ToByteString()])
        .Single(file => file.Name == Full.Name).Services.Single();

    private static FieldDescriptorProto Text(string name, int number) => new()
    {
        Name = name,
        Number = number,
        Type = FieldDescriptorProto.Types.Type.String,
        Label = FieldDescriptorProto.Types.Label.Optional,
    };

    private static FieldDescriptorProto In(int oneof, FieldDescriptorProto field)
    {
        field.OneofIndex = oneof;
        return field;
    }

    private static FieldDescriptorProto Extending(FieldDescriptorProto field)
    {
        field.Extendee = ".sample.Extensible";
        return field;
    }

    private static EnumDescriptorProto Values(string name, string value) => new()
    {
        Name = name,
        Value = { new EnumValueDescriptorProto { Name = value, Number = 0 } },
    };
}
