using System.Text.Json;
using Orchestrator.Engine.Ports;

namespace Orchestrator.Server.Grpc.Inventory;

/// <summary>A place in a list of resources as the text of a page token.</summary>
internal static class ResourceToken
{
    public static string Write(ResourceKey key) =>
        JsonSerializer.Serialize((string[])[key.Adapter, key.Kind, key.ExternalId, key.Service]);

    /// <param name="text">Of a token that was checked; null for none.</param>
    public static ResourceKey? Read(string? text) =>
        text is not null && JsonSerializer.Deserialize<string[]>(text) is [var adapter, var kind, var id, var service]
            ? new ResourceKey(adapter, kind, id, service)
            : null;
}
