namespace Orchestrator.Engine.Dispatch;

/// <summary>At most so many calls per second; as many as fit into one second may come at once.</summary>
internal sealed class RateGate(double perSecond, TimeProvider time)
{
    private readonly double _burst = Math.Max(1, perSecond);
    private double _tokens = Math.Max(1, perSecond);
    private long _filled = time.GetTimestamp();

    /// <summary>Takes one; where there is none, says when there will be.</summary>
    public bool TryTake(out TimeSpan wait)
    {
        var now = time.GetTimestamp();
        _tokens = Math.Min(_burst, _tokens + (time.GetElapsedTime(_filled, now).TotalSeconds * perSecond));
        _filled = now;
        wait = TimeSpan.Zero;
        if (_tokens >= 1)
        {
            _tokens--;
            return true;
        }

        wait = TimeSpan.FromSeconds((1 - _tokens) / perSecond);
        return false;
    }
}
