using System.Text.Json;
using Orchestrator.Adapters;
using Orchestrator.Adapters.Declared.Recorded;

namespace Orchestrator.Tests.Unit.Adapters.Declared;

/// <summary>A system that knows no keys: to put a thing twice is to have it twice.</summary>
internal sealed class Shelf : IPreviewedOperation
{
    public List<string> Things { get; } = [];

    /// <summary>Run around an effect: throws what befalls the call then, or waits.</summary>
    public Func<CancellationToken, Task> OnTheWayThere { get; set; } = _ => Task.CompletedTask;

    public Func<Task> OnTheWayBack { get; set; } = () => Task.CompletedTask;

    /// <summary>What it says instead of doing it.</summary>
    public Answer? Instead { get; set; }

    public int Applied { get; private set; }

    public int Restored { get; private set; }

    public Task<Preparation> PrepareAsync(AdapterCall call, CancellationToken cancellation) =>
        Task.FromResult<Preparation>(Thing(call) == "nothing"
            ? new Preparation.Refused(new Answer.Permanent("NOT_A_THING", "Nothing cannot be put."))
            : new Preparation.Ready(JsonSerializer.SerializeToElement(Things.Contains(Thing(call)) ? "there" : null)));

    public async Task<Answer> ApplyAsync(AdapterCall call, JsonElement before, CancellationToken cancellation)
    {
        Applied++;
        if (Instead is not null)
            return Instead;

        await OnTheWayThere(cancellation);
        Things.Add(Thing(call));
        await OnTheWayBack();
        return Put(call);
    }

    public Task<ReadAnswer> LookAsync(AdapterCall call, JsonElement before, CancellationToken cancellation) =>
        Task.FromResult<ReadAnswer>(WasThere(before) || !Things.Contains(Thing(call))
            ? new ReadAnswer.NotDone()
            : new ReadAnswer.Done(Put(call).Output) { Resources = Put(call).Resources });

    public async Task<Answer> RestoreAsync(AdapterCall done, JsonElement before, CancellationToken cancellation)
    {
        Restored++;
        await OnTheWayThere(cancellation);
        if (!WasThere(before))
            Things.Remove(Thing(done));
        await OnTheWayBack();
        return new Answer.Succeeded { Resources = [new(new Resource("thing", Thing(done)), Released: true)] };
    }

    public string PreviewOf(AdapterCall call, JsonElement before) => $"+ thing {Thing(call)}";

    public Task<string?> PreviewRestoreAsync(AdapterCall done, JsonElement before, CancellationToken cancellation) =>
        Task.FromResult<string?>($"- thing {Thing(done)}");

    private static bool WasThere(JsonElement before) => before.ValueKind == JsonValueKind.String;

    private static Answer.Succeeded Put(AdapterCall call) =>
        new(JsonSerializer.SerializeToElement(new { place = 1 }))
        {
            Resources = [new(new Resource("thing", Thing(call)))],
        };

    private static string Thing(AdapterCall call) => call.Input.GetProperty("thing").GetString()!;
}
