using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Globalization;

namespace Orchestrator.Server.Observability;

/// <summary>One instrument with everything that was measured by it.</summary>
internal sealed class MetricSeries
{
    /// <summary>
    /// More sets of labels than this are not kept: a label that never repeats must not eat the memory.
    /// </summary>
    private const int SetsMax = 2000;
    private const int LabelsLengthMax = 512;

    private static readonly double[] Usual =
        [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300];

    private readonly string _name;
    private readonly string _type;
    private readonly string _help;
    private readonly bool _isObserved;
    private readonly IReadOnlyList<double> _bounds;
    private readonly ConcurrentDictionary<string, MetricCell> _cells = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, MetricCell>.AlternateLookup<ReadOnlySpan<char>> _bySpan;
    private readonly MetricCell _plain;
    private bool _isPlainUsed;

    public MetricSeries(Instrument instrument)
    {
        _name = MetricName.Of(instrument);
        _type = MetricName.TypeOf(instrument);
        _help = (instrument.Description ?? "").Replace("\\", "\\\\", StringComparison.Ordinal).ReplaceLineEndings(" ");
        _isObserved = instrument.IsObservable;
        _bounds = _type == "histogram" ? BoundsOf(instrument) : [];
        _bySpan = _cells.GetAlternateLookup<ReadOnlySpan<char>>();
        _plain = new MetricCell(_bounds);
    }

    public string Name => _name;

    public void Measure(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (Find(tags) is not { } cell)
            return;

        if (_type == "histogram")
            cell.Observe(value);
        else if (_isObserved)
            cell.Set(value);
        else
            cell.Add(value);
    }

    /// <summary>An observed instrument tells what there is, not what there was.</summary>
    public void Forget()
    {
        if (_isObserved)
            _cells.Clear();
    }

    public void Write(TextWriter output)
    {
        if (!_isPlainUsed && _cells.IsEmpty)
            return;

        output.Write(string.Create(CultureInfo.InvariantCulture, $"# HELP {_name} {_help}\n# TYPE {_name} {_type}\n"));
        if (_isPlainUsed)
            Write(output, "", _plain);
        foreach (var (labels, cell) in _cells.OrderBy(cell => cell.Key, StringComparer.Ordinal))
            Write(output, labels, cell);
    }

    private MetricCell? Find(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (tags.IsEmpty)
        {
            _isPlainUsed = true;
            return _plain;
        }

        Span<char> labels = stackalloc char[LabelsLengthMax];
        if (!MetricName.TryWriteLabels(tags, labels, out var length))
            return null;
        if (_bySpan.TryGetValue(labels[..length], out var found))
            return found;

        return _cells.Count < SetsMax
            ? _cells.GetOrAdd(labels[..length].ToString(), _ => new MetricCell(_bounds))
            : null;
    }

    private void Write(TextWriter output, string labels, MetricCell cell)
    {
        var (sum, count, upTo) = cell.Read();
        var braced = labels.Length == 0 ? "" : $"{{{labels}}}";
        if (_type != "histogram")
        {
            output.Write(string.Create(CultureInfo.InvariantCulture, $"{_name}{braced} {sum}\n"));
            return;
        }

        var before = labels.Length == 0 ? "" : labels + ",";
        for (var index = 0; index < upTo.Length; index++)
            output.Write(string.Create(
                CultureInfo.InvariantCulture, $"{_name}_bucket{{{before}le=\"{_bounds[index]}\"}} {upTo[index]}\n"));
        output.Write(string.Create(CultureInfo.InvariantCulture, $"{_name}_bucket{{{before}le=\"+Inf\"}} {count}\n"));
        output.Write(
            string.Create(CultureInfo.InvariantCulture, $"{_name}_sum{braced} {sum}\n{_name}_count{braced} {count}\n"));
    }

    private static IReadOnlyList<double> BoundsOf(Instrument instrument) => instrument switch
    {
        Histogram<double> { Advice.HistogramBucketBoundaries: { } bounds } => bounds,
        Histogram<long> { Advice.HistogramBucketBoundaries: { } bounds } => [.. bounds.Select(bound => (double)bound)],
        Histogram<int> { Advice.HistogramBucketBoundaries: { } bounds } => [.. bounds.Select(bound => (double)bound)],
        _ => Usual,
    };
}
