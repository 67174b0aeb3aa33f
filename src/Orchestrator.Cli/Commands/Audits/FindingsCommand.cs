using System.CommandLine;
using Orchestrator.Cli.Arguments;
using Orchestrator.Cli.Pages;
using Orchestrator.Cli.Paging;
using Orchestrator.V1;

namespace Orchestrator.Cli.Commands.Audits;

/// <summary>orchestrator audit findings</summary>
internal static class FindingsCommand
{
    public static Command Create(CommandLine line)
    {
        var state = Symbols.Enum<Finding.Types.State>(
            "--state", "STATE", "Only those in this state [default: all but resolved]");
        var kind = Symbols.Enum<Finding.Types.Kind>("--kind", "KIND", "Only those of this kind");
        var adapter = Symbols.Text("--adapter", "NAME", "Only those of this adapter");
        var customer = Symbols.Text("--customer", "ID", "Only those of this customer");
        var service = Symbols.Text("--service", "NAME", "Only those of this service");
        var product = Symbols.Text("--product", "ID", "Only those of this product");
        var pages = new PageOptions();
        return line.Define(
            "findings",
            "Lists what audits found, what costs most first. Exits with 1 where one of them is open.",
            [state, kind, adapter, customer, service, product, .. pages.All],
            async (parsed, session, cancellation) =>
            {
                var request = new ListFindingsRequest
                {
                    Filter = new FindingFilter
                    {
                        Adapter = parsed.GetValue(adapter) is { } name ? Names.Adapter(name) : "",
                        Customer = parsed.GetValue(customer) ?? "",
                        Service = Names.Service(parsed.GetValue(service) ?? ""),
                        Product = parsed.GetValue(product) ?? "",
                    },
                };
                if (parsed.GetValue(state) is var wanted && wanted != default)
                    request.Filter.States.Add(wanted);
                if (parsed.GetValue(kind) is var one && one != default)
                    request.Filter.Kinds.Add(one);

                var answer = await pages.ReadAsync(
                    parsed, request, session.Audits.ListFindingsAsync, session, cancellation);

                session.Show(
                    answer, () => FindingTable.Of(answer, session.World.Time.GetUtcNow(), session.World.Width));
                return answer.Findings.Any(static one => one.State == Finding.Types.State.Open)
                    ? ExitCode.EndedOtherwise
                    : ExitCode.Ok;
            });
    }
}
