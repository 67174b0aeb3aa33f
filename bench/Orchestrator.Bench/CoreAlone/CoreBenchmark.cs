using BenchmarkDotNet.Attributes;

namespace Orchestrator.Bench.CoreAlone;

/// <summary>Decide, evolve and shard, per step of saga-3: time and allocation.</summary>
[MemoryDiagnoser]
public class CoreBenchmark
{
    private readonly CoreRun _run = new();

    [Benchmark(OperationsPerInvoke = CoreRun.Steps)]
    public long Step() => _run.Run();
}
