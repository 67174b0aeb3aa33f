using Orchestrator.V1;

namespace Orchestrator.Cli.Watching;

/// <summary>One event a line, as JSON; a cut connection is no event, and goes unmentioned.</summary>
internal sealed class JsonView(Session session) : IWatchView
{
    public TimeSpan? RefreshInterval => null;

    public void Show(Activation activation)
    {
    }

    public void Show(FeedItem item)
    {
        if (item is FeedItem.Happened happened) session.WriteJson(happened.Event);
    }

    public void Tick()
    {
    }
}
