using System.Collections.Concurrent;
using Orchestrator.V1;
using Spectre.Console;

namespace Orchestrator.Server.Demonstration;

/// <summary>Shows the orders as they move: a table that changes on a terminal, plain lines elsewhere.</summary>
internal sealed class DemoBoard(IAnsiConsole console, IReadOnlyList<DemoOrder> orders)
{
    /// <summary>What the columns before the last one take at most, borders included.</summary>
    private const int OtherColumns = 98;

    private readonly ConcurrentDictionary<DemoOrder, Row> _rows = new(
        orders.Select(order => KeyValuePair.Create(order, new Row())));
    private readonly Lock _lines = new();

    /// <summary>Shows what happens until the work is done.</summary>
    public async Task ShowAsync(Func<Task> work)
    {
        if (!console.Profile.Capabilities.Interactive)
        {
            await work();
            return;
        }

        await console.Live(Table()).StartAsync(async live =>
        {
            var working = work();
            while (!working.IsCompleted)
            {
                live.UpdateTarget(Table());
                await Task.WhenAny(working, Task.Delay(TimeSpan.FromMilliseconds(100)));
            }

            live.UpdateTarget(Table());
            await working;
        });
    }

    /// <summary>An event has come.</summary>
    public void Note(DemoOrder order, ActivationEvent happened)
    {
        _rows[order].Take(happened);
        if (IsTelling(happened) && !console.Profile.Capabilities.Interactive)
            Print(order, $"{happened.Type,-24} {happened.Summary}");
    }

    /// <summary>A person does something about the order.</summary>
    public void Act(DemoOrder order, string what)
    {
        _rows[order].Last = what;
        if (!console.Profile.Capabilities.Interactive)
            Print(order, what);
    }

    /// <summary>Where the flow goes in between is for those who ask: activation watch shows all.</summary>
    private static bool IsTelling(ActivationEvent happened) =>
        happened.Type is not ("ActivityStarted" or "ActivityCompleted" or "PathsTaken" or "BranchTaken" or "VariableSet" or "OutputSet");

    private void Print(DemoOrder order, string text)
    {
        lock (_lines)
            console.Profile.Out.Writer.WriteLine($"{order.Request.Customer,-6} {text}");
    }

    private Table Table()
    {
        var table = new Table()
            .Border(TableBorder.Rounded)
            .AddColumns("Order", "What it shows", "State", "Steps", "Last event");
        foreach (var order in orders)
        {
            var row = _rows[order];
            table.AddRow(
                Markup.Escape($"{order.Request.Customer} · {order.Request.Product}"),
                Markup.Escape(order.Title),
                Colour(row.State),
                row.Steps(),
                Markup.Escape(OneLine(row.Last)));
        }

        return table;
    }

    /// <summary>A table that grows and shrinks leaves a hole under it, so that no cell may take two lines.</summary>
    private string OneLine(string text)
    {
        var room = Math.Max(console.Profile.Width - OtherColumns, 20);
        return text.Length <= room ? text : string.Concat(text.AsSpan(0, room - 1), "…");
    }

    private static string Colour(Activation.Types.State state) => state switch
    {
        Activation.Types.State.Completed => "[green]COMPLETED[/]",
        Activation.Types.State.RolledBack => "[yellow]ROLLED BACK[/]",
        Activation.Types.State.RollingBack => "[yellow]ROLLING BACK[/]",
        Activation.Types.State.Fallout => "[red]FALLOUT[/]",
        Activation.Types.State.Unspecified => "",
        _ => $"[blue]{state.ToString().ToUpperInvariant()}[/]",
    };

    /// <summary>What is shown of one order.</summary>
    private sealed class Row
    {
        private readonly List<string> _order = [];
        private readonly Dictionary<string, string> _marks = [];

        public Activation.Types.State State { get; private set; }

        public string Last { get; set; } = "";

        public void Take(ActivationEvent happened)
        {
            lock (_order)
            {
                State = happened.State;
                Last = happened.Summary;
                if (happened.Step.Length == 0 || Mark(happened.Type) is not { } mark)
                    return;

                if (_marks.TryAdd(happened.Step, mark))
                    _order.Add(happened.Step);
                _marks[happened.Step] = mark;
            }
        }

        public string Steps()
        {
            lock (_order)
                return string.Join(" ", _order.Select(step => _marks[step]));
        }

        private static string? Mark(string type) => type switch
        {
            "StepRequested" or "StepStarted" => "[blue]▶[/]",
            "StepAttemptFailed" => "[yellow]↻[/]",
            "StepUnknown" => "[yellow]?[/]",
            "StepSucceeded" => "[green]✓[/]",
            "StepFailed" => "[red]✗[/]",
            "CompensationRequested" => "[blue]◀[/]",
            "CompensationSucceeded" => "[grey]↶[/]",
            "CompensationFailed" => "[red]![/]",
            _ => null,
        };
    }
}
