using Orchestrator.Adapters;
using Orchestrator.Adapters.Sandbox;
using Orchestrator.TestKit;

namespace Orchestrator.Tests.Conformance.Adapters;

/// <summary>One of the sandbox's adapters on a file of its own.</summary>
public sealed class SandboxTrial(string name) : AdapterTrial
{
    private readonly TemporarySandbox _sandbox = new();

    public override IAdapter Adapter => _sandbox.Adapters[name];

    public string File => _sandbox.File;

    public override Task<string> WorldAsync() => Task.FromResult(_sandbox.Dump());

    public override AdapterCall Arrange(Mishap mishap, AdapterCall call)
    {
        var fault = mishap switch
        {
            Mishap.LostAnswer => "lose-answer",
            Mishap.LostCall => "lose-call",
            Mishap.Hang => "hang",
            _ => throw new ArgumentOutOfRangeException(nameof(mishap)),
        };
        return call with { Labels = new Dictionary<string, string> { [$"sandbox.{name}.{call.Operation}"] = fault } };
    }

    public override ValueTask DisposeAsync()
    {
        _sandbox.Dispose();
        return ValueTask.CompletedTask;
    }
}
