using System.Text.Json;
using Orchestrator.Cli.Graphs.Pictures;

namespace Orchestrator.Cli.Graphs.Activities;

/// <summary>Activities one after the other; those that fit on a line share a box with the next ones that do.</summary>
internal static class SequencePicture
{
    public static Picture Of(IReadOnlyList<JsonElement> activities, Func<JsonElement, Picture> within)
    {
        var pictures = new List<Picture>();
        var notes = new List<BoxText>();
        foreach (var activity in activities)
        {
            if (SimplePictures.IsNote(activity))
            {
                notes.Add(SimplePictures.Note(activity));
                continue;
            }

            Flush();
            pictures.Add(within(activity));
        }

        Flush();
        return Stack.Of(pictures);

        void Flush()
        {
            if (notes.Count > 0) pictures.Add(Boxes.Box(BoxKind.Other, notes));
            notes = [];
        }
    }
}
