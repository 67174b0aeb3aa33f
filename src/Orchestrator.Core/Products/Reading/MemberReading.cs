using System.Globalization;
using Orchestrator.Core.Workflows;
using Orchestrator.Core.Workflows.Reading;

namespace Orchestrator.Core.Products.Reading;

/// <summary>Members of objects, each of its kind; what is wrong is noted with its place.</summary>
internal sealed class MemberReading(Report report)
{
    public void Add(DiagnosticCode code, Node at, string message) => report.Add(code, at, message);

    /// <summary>Refuses members that are not known, or there twice.</summary>
    /// <param name="where">The object.</param>
    /// <param name="what">In words: a waiver.</param>
    /// <param name="known">The names of its members.</param>
    public void Expect(Node where, string what, params ReadOnlySpan<string> known)
    {
        var names = known.ToArray();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var member in where.Children)
        {
            if (!names.Contains(member.Name, StringComparer.Ordinal))
                report.Add(
                    ProductCodes.Unknown,
                    member,
                    $"{what} has no '{member.Name}'. {report.DidYouMean(member.Name!, names)}It has "
                        + $"{string.Join(", ", names.Where(name => name[0] != '$'))}.");
            else if (!seen.Add(member.Name!))
                report.Add(ProductCodes.GivenTwice, member, $"'{member.Name}' is there twice. Leave one of them out.");
        }
    }

    /// <summary>The member; null, and noted, where it is missing.</summary>
    public Node? Need(Node where, string name, string what)
    {
        var found = where[name];
        if (found is null)
            report.Add(ProductCodes.Missing, where, $"'{name}' is missing: {what}. Add it.");
        return found;
    }

    /// <summary>A text that is not empty; null where it is not there, or no text.</summary>
    public string? Text(Node? at)
    {
        if (at is null)
            return null;
        if (!string.IsNullOrWhiteSpace(at.Text))
            return at.Text;

        report.Add(ProductCodes.WrongShape, at, $"'{at.Name}' must be a text that is not empty.");
        return null;
    }

    /// <summary>A text that the object cannot do without.</summary>
    public string? NeedText(Node where, string name, string what) => Text(Need(where, name, what));

    public Node? Object(Node? at)
    {
        if (at is null or { IsObject: true })
            return at;

        report.Add(ProductCodes.WrongShape, at, $"'{at.Name}' must be an object.");
        return null;
    }

    /// <summary>The objects of a list; what is none is noted.</summary>
    public IEnumerable<Node> Objects(Node? at)
    {
        if (at is null)
            return [];
        if (!at.IsArray)
        {
            report.Add(ProductCodes.WrongShape, at, $"'{at.Name}' must be a list.");
            return [];
        }

        foreach (var item in at.Children)
        {
            if (!item.IsObject)
                report.Add(ProductCodes.WrongShape, item, $"Each of '{at.Name}' must be an object.");
        }

        return at.Children.ToArray().Where(item => item.IsObject);
    }

    public CalendarPeriod? Period(Node? at)
    {
        if (at is null)
            return null;
        if (CalendarPeriod.TryParse(at.Text, out var period))
            return period;

        report.Add(
            ProductCodes.NotAPeriod,
            at,
            $"'{at.Name}' is no period of the calendar. Write it as ISO 8601 does, without times, from a day to a hundred "
                + "years: P1M, P1Y, P14D, P2W.");
        return null;
    }

    public DateOnly? Date(Node? at)
    {
        if (at is null)
            return null;
        if (DateOnly.TryParseExact(at.Text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            return day;

        report.Add(ProductCodes.NotADate, at, $"'{at.Name}' is no date. Write year, month and day: 2027-12-31.");
        return null;
    }

    /// <summary>One of some words; the default where it is none, or not there.</summary>
    public T? Choice<T>(Node? at, IReadOnlyDictionary<string, T> words)
        where T : struct
    {
        if (at is null)
            return null;
        if (at.Text is { } text && words.TryGetValue(text, out var choice))
            return choice;

        report.Add(
            ProductCodes.NotAChoice,
            at,
            $"'{at.Name}' must be one of {string.Join(", ", words.Keys)}."
                + (at.Text is { } given ? $" {report.DidYouMean(given, words.Keys)}".TrimEnd() : ""));
        return null;
    }
}
