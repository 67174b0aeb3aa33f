using System.CommandLine;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Orchestrator.Bench.CoreAlone;

namespace Orchestrator.Bench.Commands;

/// <summary><c>core</c>: decide, evolve and shard alone; time and allocation per step.</summary>
internal static class CoreCommand
{
    public static Command Create()
    {
        var command = new Command("core", "The core alone, without journal, adapters or network: per step.");
        command.SetAction(_ => BenchmarkRunner.Run<CoreBenchmark>(
            DefaultConfig.Instance.AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance))));
        return command;
    }
}
