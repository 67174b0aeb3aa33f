using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace Orchestrator.Adapters.Exec;

/// <summary>How a program ended.</summary>
/// <param name="ExitCode">Null where it was ended, or took too much room.</param>
/// <param name="Output">What it wrote, as far as it may.</param>
/// <param name="Complaint">The last lines of what it wrote to its standard error.</param>
/// <param name="IsTooMuch">It wrote more than it may.</param>
internal sealed record RunResult(int? ExitCode, string Output, string Complaint, bool IsTooMuch = false);

/// <summary>
/// Runs a program in a process group of its own, without a shell. When it ends, is given up, or writes too much, all
/// that it has started ends too.
/// </summary>
/// <param name="outputBytesMax">What it may write to its standard output.</param>
/// <param name="grace">How long it has to end after it was asked to.</param>
internal sealed class ProgramRun(int outputBytesMax, TimeSpan grace)
{
    private const int ComplaintMax = 4096;
    private const int ComplaintLines = 10;

    /// <summary>What got out of the group, and holds the outputs open, is not waited for.</summary>
    private static readonly TimeSpan DrainMax = TimeSpan.FromSeconds(2);

    /// <exception cref="Win32Exception">It cannot be started.</exception>
    public async Task<RunResult> RunAsync(ProcessStartInfo start, string input, CancellationToken cancellation)
    {
        using var process = Process.Start(start)!;
        var id = process.Id;
        using var tooMuch = new CancellationTokenSource();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation, tooMuch.Token);
        using var gone = new CancellationTokenSource();
        var complaint = ComplaintAsync(process.StandardError.BaseStream, gone.Token);
        var output = OutputAsync(process.StandardOutput.BaseStream, tooMuch, gone.Token);
        var feeding = FeedAsync(process, input, gone.Token);
        var isGivenUp = false;
        try
        {
            await process.WaitForExitAsync(stop.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            isGivenUp = true;
            await EndAsync(process).ConfigureAwait(false);
        }

        ProcessGroup.End(id); // What it has left behind.
        gone.CancelAfter(DrainMax);
        await feeding.ConfigureAwait(false);
        return new RunResult(
            isGivenUp ? null : process.ExitCode,
            await output.ConfigureAwait(false),
            await complaint.ConfigureAwait(false),
            tooMuch.IsCancellationRequested);
    }

    /// <summary>Asks first: a program may have to unlock what it has locked.</summary>
    private async Task EndAsync(Process process)
    {
        ProcessGroup.Ask(process.Id);
        using var patience = new CancellationTokenSource(grace);
        try
        {
            await process.WaitForExitAsync(patience.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            ProcessGroup.End(process.Id);
            process.Kill();
            await process.WaitForExitAsync(CancellationToken.None).ConfigureAwait(false);
        }
    }

    /// <summary>A program need not read what it is told.</summary>
    private static async Task FeedAsync(Process process, string input, CancellationToken gone)
    {
        try
        {
            var bytes = Encoding.UTF8.GetBytes(input);
            await process.StandardInput.BaseStream.WriteAsync(bytes, gone).ConfigureAwait(false);
            process.StandardInput.Close();
        }
        catch (Exception failure) when (failure is IOException or OperationCanceledException)
        {
            // It has ended, or closed its input.
        }
    }

    private async Task<string> OutputAsync(Stream stream, CancellationTokenSource tooMuch, CancellationToken gone)
    {
        using var kept = new MemoryStream();
        var buffer = new byte[16 * 1024];
        while (await SomeAsync(stream, buffer, gone).ConfigureAwait(false) is > 0 and var count)
        {
            if (kept.Length + count <= outputBytesMax)
                kept.Write(buffer, 0, count);
            else
                await tooMuch.CancelAsync().ConfigureAwait(false); // The rest is read and forgotten until it ends.
        }

        return Encoding.UTF8.GetString(kept.ToArray());
    }

    private static async Task<string> ComplaintAsync(Stream stream, CancellationToken gone)
    {
        var kept = new byte[2 * ComplaintMax];
        var length = 0;
        while (await SomeAsync(stream, kept.AsMemory(length), gone).ConfigureAwait(false) is > 0 and var count)
        {
            length += count;
            if (length < kept.Length)
                continue;

            kept.AsSpan(ComplaintMax).CopyTo(kept);
            length = ComplaintMax;
        }

        var lines = Encoding.UTF8.GetString(kept, 0, length).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var shown = string.Join(" | ", lines.TakeLast(ComplaintLines).Select(line => line.Trim()));
        return new([.. shown.TakeLast(ComplaintMax).Where(letter => !char.IsControl(letter))]);
    }

    private static async Task<int> SomeAsync(Stream stream, Memory<byte> buffer, CancellationToken gone)
    {
        try
        {
            return await stream.ReadAsync(buffer, gone).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return 0;
        }
    }
}
