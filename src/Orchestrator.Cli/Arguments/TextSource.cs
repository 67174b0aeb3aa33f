namespace Orchestrator.Cli.Arguments;

/// <summary>What a file argument names: a file, or - for the standard input.</summary>
internal static class TextSource
{
    /// <exception cref="UsageException">The file cannot be read.</exception>
    public static async Task<string> ReadAsync(string file, TextReader input, CancellationToken cancellation)
    {
        try
        {
            return file == "-"
                ? await input.ReadToEndAsync(cancellation)
                : await File.ReadAllTextAsync(file, cancellation);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"'{file}' cannot be read: {error.Message}");
        }
    }

    /// <summary>Writes a whole file.</summary>
    /// <exception cref="UsageException">The file cannot be written.</exception>
    public static async Task WriteAsync(string file, string text, CancellationToken cancellation)
    {
        try
        {
            await File.WriteAllTextAsync(file, text, cancellation);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"'{file}' cannot be written: {error.Message}");
        }
    }
}
