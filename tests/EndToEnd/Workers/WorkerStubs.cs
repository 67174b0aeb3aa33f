using Orchestrator.TestKit;
using Orchestrator.V1;

namespace Orchestrator.Tests.EndToEnd.Workers;

/// <summary>
/// The messages for Python, as protoc makes them, without protoc: whichever one is installed fits its own version of the
/// library only.
/// </summary>
internal static class WorkerStubs
{
    private static readonly Lazy<TemporaryFolder> Made = new(Make);

    /// <summary>For PYTHONPATH.</summary>
    public static string Folder => Made.Value.Path;

    private static TemporaryFolder Make()
    {
        var folder = new TemporaryFolder("stubs");
        AppDomain.CurrentDomain.ProcessExit += (_, _) => folder.Dispose();
        Directory.CreateDirectory(folder.PathOf("orchestrator/v1"));
        File.WriteAllText(
            folder.PathOf("orchestrator/v1/workers_pb2.py"),
            $"""
            from google.protobuf import descriptor_pool, duration_pb2
            from google.protobuf.internal import builder
            DESCRIPTOR = descriptor_pool.Default().AddSerializedFile(bytes.fromhex("{Convert.ToHexString(WorkersReflection.Descriptor.SerializedData.Span)}"))
            builder.BuildMessageAndEnumDescriptors(DESCRIPTOR, globals())
            builder.BuildTopDescriptorsAndMessages(DESCRIPTOR, "orchestrator.v1.workers_pb2", globals())
            """);
        return folder;
    }
}
