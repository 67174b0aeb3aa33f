using Orchestrator.Cli.Pages;
using Orchestrator.V1;
using Spectre.Console;

namespace Orchestrator.Cli.Watching;

/// <summary>One event a line, for files, pipes and logs.</summary>
internal sealed class LineView(Session session) : IWatchView
{
    public TimeSpan? RefreshInterval => null;

    public void Show(Activation activation)
    {
    }

    public void Show(FeedItem item)
    {
        if (item is FeedItem.Cut cut) session.Notes.Write(new Rows(EventLine.Of(cut)));
        else if (item is FeedItem.Happened happened)
        {
            session.Page.Write(new Rows(EventLine.Of(happened.Event, session.World.Time.LocalTimeZone)));
        }
    }

    public void Tick()
    {
    }
}
