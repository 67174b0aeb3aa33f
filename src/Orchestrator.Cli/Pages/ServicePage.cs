using System.Globalization;
using Google.Protobuf;
using Orchestrator.Cli.Arguments;
using Orchestrator.V1;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Orchestrator.Cli.Pages;

/// <summary>One service: how it is and why, what it holds, and what to do where somebody has to do something.</summary>
internal static class ServicePage
{
    public static IRenderable Of(Service service, TimeProvider time, int width)
    {
        var heading = new Paragraph()
            .Append(Plain.Line(service.Name), Styles.Bold)
            .Append("  ")
            .Append(ServiceTable.StateOf(service), Styles.Of(service.State));
        var parts = new List<IRenderable> { heading };
        if (service.StateReason.Length > 0) parts.Add(Plain.Styled(service.StateReason));
        parts.AddRange([Plain.Blank, Facts.Of([.. FactsOf(service, time)])]);
        if (service.Resources.Count > 0)
            parts.AddRange([Plain.Blank, ResourceTable.Of(service.Resources, time.GetUtcNow(), width, withService: false)]);
        if (service.MoreResources)
            parts.Add(new Text($"It holds more: orchestrator service resources {Names.Short(service.Name)} --all", Styles.Dim));
        if (service.State == Service.Types.State.TeardownIncomplete) parts.AddRange([Plain.Blank, .. Advice(service)]);
        return new Rows(parts);
    }

    private static IEnumerable<KeyValuePair<string, string>> FactsOf(Service service, TimeProvider time)
    {
        yield return new("customer", service.Customer);
        yield return new("product", service.ProductVersion == 0
            ? service.Product
            : string.Create(CultureInfo.InvariantCulture, $"{service.Product}, version {service.ProductVersion}"));
        yield return new("ordered", Age.Full(service.CreateTime, time));
        yield return new("active since", Age.Full(service.ActiveTime, time));
        yield return new("ended", Age.Full(service.EndTime, time));
        yield return new("last changed by", service.Activation);
        yield return new("under way", service.OpenActivation);
        yield return new("cancellation", service.PendingCancellation is { } end
            ? $"{Age.Full(end.StartTime, time)} by {end.Activation}, asked for by {end.Requester}".TrimStart()
            : "");
        yield return new("input", service.Input is null || service.Input.Fields.Count == 0
            ? ""
            : JsonFormatter.Default.Format(service.Input));
    }

    private static IEnumerable<IRenderable> Advice(Service service)
    {
        if (service.OpenActivation.Length > 0) yield break;

        var name = Names.Short(service.Name);
        yield return new Text(
            $"next: orchestrator activation start --action deprovision --customer {ShellWord.Of(service.Customer)} --service {name}",
            Styles.Dim);
        if (service.Resources.Count > 0)
        {
            var one = service.Resources[0];
            yield return new Text(
                "  or: orchestrator service resolve " + name + " --resource "
                + ShellWord.Of($"{one.Adapter}/{one.Kind}/{one.ExternalId}") + " --resolution released-by-hand --reason TEXT",
                Styles.Dim);
        }
    }
}
