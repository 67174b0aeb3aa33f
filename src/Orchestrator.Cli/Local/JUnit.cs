using System.Globalization;
using System.Xml.Linq;
using Orchestrator.Engine.Local.Cases;

namespace Orchestrator.Cli.Local;

/// <summary>What came of cases, as JUnit's XML, which build servers read: a suite is a file.</summary>
internal static class JUnit
{
    public static string Of(CaseReport report)
    {
        var root = new XElement(
            "testsuites",
            new XAttribute("name", "orchestrator workflow test"),
            new XAttribute("tests", report.Cases.Count + report.Problems.Count),
            new XAttribute("failures", report.Failed),
            new XAttribute("errors", report.Problems.Count));
        root.Add(report.Cases.GroupBy(one => one.File).Select(file => Suite(file.Key, [.. file])));
        root.Add(report.Problems.GroupBy(problem => problem.File).Select(file => Suite(file.Key, [.. file])));
        return new XDeclaration("1.0", "utf-8", null) + "\n" + root + "\n";
    }

    private static XElement Suite(string file, CaseResult[] cases) => new(
        "testsuite",
        new XAttribute("name", file),
        new XAttribute("tests", cases.Length),
        new XAttribute("failures", cases.Count(one => !one.HasPassed)),
        new XAttribute("errors", 0),
        new XAttribute("time", Seconds(TimeSpan.FromTicks(cases.Sum(one => one.Took.Ticks)))),
        cases.Select(one => new XElement(
            "testcase",
            new XAttribute("classname", file),
            new XAttribute("name", one.Name),
            new XAttribute("time", Seconds(one.Took)),
            one.HasPassed
                ? null
                : new XElement(
                    "failure",
                    new XAttribute("message", Text(one.Differences[0])),
                    Text(string.Join('\n', one.Differences))))));

    private static XElement Suite(string file, CaseProblem[] problems) => new(
        "testsuite",
        new XAttribute("name", file),
        new XAttribute("tests", problems.Length),
        new XAttribute("failures", 0),
        new XAttribute("errors", problems.Length),
        problems.Select(problem => new XElement(
            "testcase",
            new XAttribute("classname", file),
            new XAttribute("name", "can be run"),
            new XElement("error", new XAttribute("message", Text(problem.Message))))));

    private static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0.000", CultureInfo.InvariantCulture);

    /// <summary>XML has no other control characters.</summary>
    private static string Text(string text) => string.Concat(
        text.Select(letter => char.IsControl(letter) && letter is not ('\n' or '\t') ? '\uFFFD' : letter));
}
