using System.Globalization;

namespace Orchestrator.Bench.OverGrpc;

/// <summary>What a server's /metrics says.</summary>
internal sealed class ServerMetrics(ServerProcess server) : IDisposable
{
    private readonly HttpClient _http = new();

    /// <summary>The values of a name, whatever their labels are, summed up; 0 where there is none.</summary>
    public async Task<IReadOnlyList<double>> ReadAsync(params string[] names)
    {
        var sums = new double[names.Length];
        var text = await _http.GetStringAsync(new Uri(server.Http, "/metrics"));
        foreach (var line in text.Split('\n'))
        {
            var end = line.IndexOfAny(['{', ' ']);
            if (end > 0 && Array.IndexOf(names, line[..end]) is >= 0 and var index)
                sums[index] += double.Parse(line[(line.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture);
        }

        return sums;
    }

    public void Dispose() => _http.Dispose();
}
