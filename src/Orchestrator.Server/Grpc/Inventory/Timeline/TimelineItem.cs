namespace Orchestrator.Server.Grpc.Inventory.Timeline;

/// <summary>Something in the order of a timeline.</summary>
/// <param name="Key">Its place.</param>
/// <param name="Entry">Null says only that a source has got so far, and found nothing that was asked for.</param>
internal sealed record TimelineItem(TimelineKey Key, V1.TimelineEntry? Entry);
