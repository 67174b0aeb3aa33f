using System.Text.Json;
using Orchestrator.Adapters;

namespace Orchestrator.Tests.RealSystems.Netconf;

/// <summary>Calls as the engine makes them.</summary>
internal static class Calls
{
    private static int _steps;

    public static AdapterCall Configure(int port, int vlan = 100, string device = "a1") => New(
        "configure-line",
        $$"""{ "device": "{{device}}", "port": {{port}}, "vlan": {{vlan + port}}, "downMbps": 100, "upMbps": 20 }""");

    public static AdapterCall New(string operation, string input)
    {
        using var document = JsonDocument.Parse(input);
        var step = Interlocked.Increment(ref _steps);
        return new(operation, document.RootElement.Clone(), $"activations/1/step-{step}/do");
    }

    public static AdapterCall Undo(this AdapterCall call, string inverse) => new(
        inverse, call.Input, call.IdempotencyKey.Replace("/do", "/undo", StringComparison.Ordinal))
    {
        Undoes = call.IdempotencyKey,
    };

    public static Task<Answer> RunAsync(this IAdapter adapter, AdapterCall call) =>
        adapter.ExecuteAsync(call, CancellationToken.None);

    public static async Task<JsonElement> SucceedAsync(this IAdapter adapter, AdapterCall call)
    {
        var answer = await adapter.RunAsync(call);
        Assert.True(answer is Answer.Succeeded, $"{call.Operation} {call.Input} was answered {answer}");
        return ((Answer.Succeeded)answer).Output ?? default;
    }
}
