using System.Text.Json;
using Orchestrator.Adapters;

namespace Orchestrator.Engine.Workers;

/// <summary>Instances that workers serve: programs that connect by AdapterWorkerService.</summary>
public sealed class WorkerAdapterFactory : IAdapterFactory
{
    private const int LeaseDefault = 10;

    public string Kind => "worker";

    public string SettingsSchema { get; } =
        $$"""
        { "type": "object", "additionalProperties": false, "properties": {
          "token": {
            "description": "What workers must show as 'authorization: Bearer ...': a reference to a secret. Without it anybody who reaches the port may serve the instance.",
            "allOf": [{{SecretReader.ReferenceSchema}}]
          },
          "leaseSeconds": {
            "type": "number", "minimum": 1, "maximum": 300,
            "description": "How long a worker may say nothing of a call before it is taken for lost; 10 unless it is set." } } }
        """;

    public string DeclarationSchema => WorkerDeclaration.Schema;

    public IAdapter Create(AdapterSetup setup)
    {
        var token = setup.Settings.TryGetProperty("token", out var reference) ? reference : (JsonElement?)null;
        var lease = setup.Settings.TryGetProperty("leaseSeconds", out var seconds) ? seconds.GetDouble() : LeaseDefault;
        return new WorkerAdapter(
            setup.Instance,
            TimeSpan.FromSeconds(lease),
            new WorkerToken(setup.Secrets, token),
            setup.Records,
            setup.Time,
            setup.Declaration is { } declaration ? WorkerDeclaration.Read(declaration) : null);
    }
}
