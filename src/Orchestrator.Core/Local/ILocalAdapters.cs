using Orchestrator.Core.Shards;

namespace Orchestrator.Core.Local;

/// <summary>What answers the steps of a local run: sandbox adapters, or a script of answers.</summary>
public interface ILocalAdapters
{
    /// <summary>Carries out a step's call, or its compensation.</summary>
    LocalAnswer Call(StepCall call);

    /// <summary>Tells what became of an earlier call with the same idempotency key.</summary>
    ReadBack Read(StepCall call);
}

/// <summary>An answer, and how much virtual time it takes.</summary>
/// <param name="Content">What the adapter says.</param>
/// <param name="After">Not negative. Past the step's time-out the answer is unknown instead.</param>
public sealed record LocalAnswer(CallAnswer Content, TimeSpan After = default);
