using Orchestrator.Cli.Pages;
using Orchestrator.V1;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Orchestrator.Cli.Watching;

/// <summary>
/// For a person at a terminal: the steps in a table that redraws itself, and beneath it the latest events.
/// </summary>
internal sealed class LiveView : IWatchView
{
    private const int EventsShown = 5;

    private readonly Session _session;
    private readonly LiveDisplayContext _display;
    private readonly Queue<ActivationEvent> _latest = new();
    private Activation _activation = new();
    private FeedItem.Cut? _cut;

    private LiveView(Session session, LiveDisplayContext display)
    {
        _session = session;
        _display = display;
    }

    public TimeSpan? RefreshInterval { get; } = TimeSpan.FromMilliseconds(250);

    /// <summary>Gives a view while something is followed; what it shows last stays on the screen.</summary>
    public static Task<Activation> RunAsync(Session session, Func<IWatchView, Task<Activation>> follow) =>
        session.Page.Live(new Text(""))
            .Overflow(VerticalOverflow.Crop)
            .Cropping(VerticalOverflowCropping.Top)
            .StartAsync(display => follow(new LiveView(session, display)));

    public void Show(Activation activation)
    {
        _activation = activation;
        Draw();
    }

    public void Show(FeedItem item)
    {
        _cut = item as FeedItem.Cut;
        if (item is FeedItem.Happened happened)
        {
            _latest.Enqueue(happened.Event);
            if (_latest.Count > EventsShown) _latest.Dequeue();
        }
        else
        {
            Draw();
        }
    }

    public void Tick() => Draw();

    private void Draw()
    {
        var time = _session.World.Time;
        var parts = new List<IRenderable> { ActivationPage.Brief(_activation), Plain.Blank };
        if (_activation.Steps.Count > 0)
        {
            parts.AddRange([StepTable.Of(_activation.Steps, time.GetUtcNow(), _session.World.Width), Plain.Blank]);
        }

        if (_activation.Fallouts.Count > 0)
        {
            parts.AddRange([FalloutPage.Of(_activation, time.GetUtcNow()), Plain.Blank]);
        }

        parts.AddRange(_latest.Select(happened => EventLine.Of(happened, time.LocalTimeZone, _session.World.Width)));
        if (_cut is not null) parts.Add(EventLine.Of(_cut));
        _display.UpdateTarget(new Rows(parts));
    }
}
