using System.Globalization;
using System.Text;

namespace Orchestrator.Tests.Simulation;

/// <summary>What happened, in words: time since the beginning, who, what. Told only where somebody wants to read it.
/// </summary>
internal sealed class Story(DateTimeOffset begin, Func<DateTimeOffset> now)
{
    private readonly StringBuilder _text = new();

    public void Tell(string who, string what)
    {
        var time = now() - begin;
        _text.Append(
            CultureInfo.InvariantCulture, $"{(int)time.TotalHours:00}:{time:mm\\:ss\\.ffffff}  {who,-9} {what}\n");
    }

    public override string ToString() => _text.ToString();
}
