using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Orchestrator.Engine.Expressions;

/// <summary>
/// Watches one run: time, memory and stack are looked at in every round of a loop, every call and every long text.
/// </summary>
internal sealed class Guard(ScriptLimits limits)
{
    private long _end;
    private long _bytesMax;

    public ScriptLimits Limits => limits;

    public void Begin()
    {
        _end = Stopwatch.GetTimestamp() + (long)(limits.TimeMax.TotalSeconds * Stopwatch.Frequency);
        _bytesMax = GC.GetAllocatedBytesForCurrentThread() + limits.BytesMax;
    }

    /// <exception cref="LimitException">The run has used too much.</exception>
    public void Check()
    {
        if (Stopwatch.GetTimestamp() > _end)
            throw new LimitException($"It ran for more than {limits.TimeMax.TotalSeconds:0.##} s");
        if (GC.GetAllocatedBytesForCurrentThread() > _bytesMax)
            throw new LimitException($"It used more than {limits.BytesMax / (1024 * 1024)} MB");
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
            throw new LimitException("It calls itself too deeply");
    }

    public void CheckText(long length)
    {
        if (length > limits.TextMax)
            throw new LimitException($"A text has more than {limits.TextMax} characters");
        Check();
    }

    public void CheckItems(long count)
    {
        if (count > limits.ItemsMax)
            throw new LimitException($"An array has more than {limits.ItemsMax} items");
        Check();
    }
}

/// <summary>A script went past a limit; no script can catch it.</summary>
internal sealed class LimitException(string message) : Exception(message);
