using System.Diagnostics;

namespace Orchestrator.Tests.EndToEnd.Processes;

/// <summary>
/// The last lines that a process wrote, for whoever has to find out why it did not do what it should.
/// </summary>
internal sealed class CapturedOutput
{
    private const int LinesMax = 400;
    private readonly Queue<string> _output = new();
    private readonly Queue<string> _errors = new();

    /// <summary>What it wrote to its standard error: the last lines.</summary>
    public IReadOnlyList<string> Errors => Copy(_errors);

    /// <summary>What it wrote to its standard output: the last lines.</summary>
    public IReadOnlyList<string> Output => Copy(_output);

    public void Follow(Process process)
    {
        process.OutputDataReceived += (_, line) => Add(_output, line.Data);
        process.ErrorDataReceived += (_, line) => Add(_errors, line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public override string ToString() => string.Join('\n', Output.Concat(Errors.Select(line => $"stderr: {line}")));

    private static void Add(Queue<string> lines, string? line)
    {
        if (line is null)
            return;

        lock (lines)
        {
            lines.Enqueue(line);
            if (lines.Count > LinesMax)
                lines.Dequeue();
        }
    }

    private static string[] Copy(Queue<string> lines)
    {
        lock (lines)
            return [.. lines];
    }
}
