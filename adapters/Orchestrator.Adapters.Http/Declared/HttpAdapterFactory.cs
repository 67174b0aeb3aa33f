using System.Text.Json;
using Orchestrator.Adapters.Declared;
using Orchestrator.Adapters.Http.Declared.Reading;
using Orchestrator.Adapters.Http.Declared.Requests;

namespace Orchestrator.Adapters.Http.Declared;

/// <summary>Makes adapters of systems that speak JSON over HTTP, as files declare them.</summary>
public sealed class HttpAdapterFactory : IAdapterFactory
{
    public string Kind => "http";

    public string SettingsSchema { get; } =
        $$"""
        { "type": "object", "required": ["baseUrl"], "properties": {
            "baseUrl": { "type": "string", "pattern": "^https?://", "description": "Where URLs begin." },
            "secrets": { "type": "object", "description": "The credentials that the declaration names.",
              "additionalProperties": {{SecretReader.ReferenceSchema}} },
            "tls": { "type": "object", "additionalProperties": false, "description": "For https.", "properties": {
              "caFile": { "type": "string", "description": "Certificates to trust instead of the machine's, PEM." },
              "certificate": {{SecretReader.ReferenceSchema}},
              "key": {{SecretReader.ReferenceSchema}} } } },
          "additionalProperties": { "type": ["string", "number", "boolean"], "description": "The declaration's own." } }
        """;

    public string DeclarationSchema => HttpDeclarationSchema.Text;

    public IAdapter Create(AdapterSetup setup)
    {
        if (setup.Declaration is not { } declaration)
            throw new AdapterSetupException(
                "/declaration", "There is none. Name the file that declares the system's operations.");

        var problems = new List<SetupProblem>();
        var reader = new DeclarationReader(declaration, problems);
        var settings = InstanceSettings.Read(setup.Settings, declaration, problems);
        var operations = reader.Operations();
        var (headers, levels) = (reader.Headers(), reader.List());
        var client = TlsClient.Make(setup, problems);
        if (problems.Count > 0)
        {
            client.Dispose();

            // Rules for all operations are read with each.
            throw new AdapterSetupException([.. problems.Distinct()]);
        }

        var system = new HttpSystem(
            client,
            settings.BaseUrl,
            new Credentials(settings.Secrets, setup.Secrets),
            [.. settings.Authorization, .. headers],
            declaration.TryGetProperty("idempotencyKey", out var key) ? key.GetString() : null,
            setup.Time);
        var (scopes, runner) = (new CallScope(settings.Values, system), new StepRunner(system));
        var inventory = levels is null ? null : new Inventory(levels, scopes, runner);
        return new DeclaredHttpAdapter(client, runner, scopes, operations, inventory, setup.Records, setup.Time);
    }
}
