using Xunit;

namespace Orchestrator.TestKit;

/// <summary>A test that fills a disk of its own; passed over where nothing can be mounted.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SmallDiskFactAttribute : FactAttribute
{
    private static readonly Lazy<bool> CanMount = new(() =>
    {
        using var disk = SmallDisk.TryMount(megabytes: 1);
        return disk is not null;
    });

    public SmallDiskFactAttribute() => Skip = CanMount.Value ? null : "needs root, to mount a small disk";
}
