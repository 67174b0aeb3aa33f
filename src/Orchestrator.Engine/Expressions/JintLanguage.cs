using Orchestrator.Core.Expressions;

namespace Orchestrator.Engine.Expressions;

/// <summary>
/// JavaScript (ECMAScript 5) by Jint 2.10.4, fenced in: no clock, no dice, nothing of .NET, and limits on statements,
/// time, recursion and memory that hold. Programs that only read and compute are evaluated directly, without an engine.
/// </summary>
/// <param name="limits">How much one run may use.</param>
public sealed class JintLanguage(ScriptLimits limits) : IScriptLanguage
{
    private readonly SandboxPool _pool = new(limits);

    public JintLanguage()
        : this(new ScriptLimits())
    {
    }

    public string Name => "JavaScript";

    public IScript Parse(string text)
    {
        var parsed = ScriptParser.Parse(text);
        Vetting.Check(parsed);
        var names = UsedNames.Of(parsed);
        return new JintScript(parsed, names, DirectProgram.TryCompile(parsed), _pool);
    }
}

/// <summary>How much one run of a script may use; past any of them it is a permanent failure.</summary>
public sealed record ScriptLimits
{
    public int StatementsMax { get; init; } = 100_000;

    public TimeSpan TimeMax { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Of one match of a regular expression.</summary>
    public TimeSpan MatchTimeMax { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>Calls within calls.</summary>
    public int RecursionMax { get; init; } = 100;

    /// <summary>Bytes that are allocated, freed or not.</summary>
    public long BytesMax { get; init; } = 128 * 1024 * 1024;

    /// <summary>Characters of one text.</summary>
    public int TextMax { get; init; } = 256 * 1024;

    /// <summary>Items of one array.</summary>
    public int ItemsMax { get; init; } = 10_000;
}
