using System.Runtime.CompilerServices;
using System.Text.Json;
using Orchestrator.Adapters.Declared;
using Orchestrator.Adapters.Http.Declared.Values;

namespace Orchestrator.Adapters.Http.Declared;

/// <summary>What the system holds, level by level: zones, and the records of each.</summary>
internal sealed class Inventory(IReadOnlyList<Inventory.Level> levels, CallScope scopes, StepRunner runner)
{
    /// <summary>Things of one kind, and what is within each.</summary>
    /// <param name="Name">What one of them is called in templates.</param>
    /// <param name="Step">Asks for them; null where what is above has them already.</param>
    /// <param name="Items">Where they stand.</param>
    /// <param name="Resources">What one of them is; none where it only leads to others.</param>
    /// <param name="Except">Those that are not listed.</param>
    /// <param name="Each">What is within.</param>
    public sealed record Level(
        string Name,
        Step? Step,
        Pointer Items,
        IReadOnlyList<DeclaredResource> Resources,
        IReadOnlyList<Condition> Except,
        IReadOnlyList<Level> Each);

    /// <exception cref="IOException">The system cannot be asked now.</exception>
    public IAsyncEnumerable<Resource> ListAsync(CancellationToken cancellation) =>
        ListAsync(levels, scopes.OfList(), cancellation);

    private async IAsyncEnumerable<Resource> ListAsync(
        IReadOnlyList<Level> within, Scope scope, [EnumeratorCancellation] CancellationToken cancellation)
    {
        foreach (var level in within)
        {
            foreach (var item in await ItemsAsync(level, scope, cancellation).ConfigureAwait(false))
            {
                var here = scope.With(level.Name, item);
                var isListed = level.Except.Count == 0 || !level.Except.AreMetIn(here);
                foreach (var resource in isListed ? level.Resources : [])
                    yield return resource.Fill(here.Json).Resource;
                await foreach (var inner in ListAsync(level.Each, here, cancellation).ConfigureAwait(false))
                    yield return inner;
            }
        }
    }

    private async Task<IReadOnlyList<JsonElement>> ItemsAsync(Level level, Scope scope, CancellationToken cancellation)
    {
        if (level.Step is not null)
        {
            Answer? failure;
            (scope, failure) = await runner.RunAsync([level.Step], scope, "", cancellation).ConfigureAwait(false);
            if (failure is not null)
                throw new IOException(CallScope.MessageOf(failure));
        }

        return level.Items.Find(scope.Json, scope.Json) is { ValueKind: JsonValueKind.Array } items
            ? [.. items.EnumerateArray()]
            : [];
    }
}
