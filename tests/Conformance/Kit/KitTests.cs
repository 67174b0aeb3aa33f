using System.Reflection;
using Orchestrator.Adapters;
using Orchestrator.TestKit;

namespace Orchestrator.Tests.Conformance.Kit;

/// <summary>The kit itself on trial: it passes an adapter that keeps the rules, and fails each that breaks one.</summary>
public sealed class KitTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private static readonly MethodInfo[] Facts =
    [
        .. typeof(Entering).GetMethods().Where(method => method.GetCustomAttribute<FactAttribute>() is not null),
    ];

    public static TheoryData<Flaw> Flaws => [.. Enum.GetValues<Flaw>().Where(flaw => flaw != Flaw.None)];

    [Fact]
    public async Task An_adapter_that_keeps_the_rules_passes_every_test() => Assert.Empty(await FailedAsync(Flaw.None));

    [Theory]
    [MemberData(nameof(Flaws))]
    public async Task An_adapter_that_breaks_a_rule_fails(Flaw flaw) => Assert.NotEmpty(await FailedAsync(flaw));

    /// <summary>The names of the kit's tests that such an adapter fails.</summary>
    private static async Task<IReadOnlyList<string>> FailedAsync(Flaw flaw)
    {
        Assert.True(Facts.Length > 20, "The kit has lost its tests.");
        var failed = new List<string>();
        foreach (var fact in Facts)
        {
            if (!await PassesAsync(flaw, fact))
                failed.Add(fact.Name);
        }

        return failed;
    }

    private static async Task<bool> PassesAsync(Flaw flaw, MethodInfo fact)
    {
        var tests = new Entering(flaw);
        try
        {
            await tests.InitializeAsync();
            if (fact.Invoke(tests, null) is Task running)
                await running.WaitAsync(Patience);
            return true;
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            return false;
        }
    }

    /// <summary>Not one of the tests that the runner finds: it is made for a flaw.</summary>
    private sealed class Entering(Flaw flaw) : ReversibleAdapterConformance(new LedgerTrial(flaw))
    {
        protected override string Operation => "enter";

        protected override IEnumerable<string> Secrets => [Ledger.Password];

        protected override IEnumerable<(string Code, string Input)> Refused => [("NAME_MISSING", "{}")];

        protected override string Input(int number) => $$"""{ "name": "ada-{{number}}" }""";
    }

    private sealed class LedgerTrial(Flaw flaw) : AdapterTrial
    {
        private readonly Ledger _ledger = new(flaw);

        public override IAdapter Adapter => _ledger;

        public override Task<string> WorldAsync() => Task.FromResult(_ledger.World());

        public override AdapterCall Arrange(Mishap mishap, AdapterCall call)
        {
            _ledger.Arrange(mishap, call.IdempotencyKey);
            return call;
        }

        public override ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
