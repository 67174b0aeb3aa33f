using Microsoft.Extensions.Logging;
using Orchestrator.Core.Activities;
using Orchestrator.Core.Sagas;
using Orchestrator.Core.Shards;
using Orchestrator.Core.Values;
using Orchestrator.Core.Workflows;
using Orchestrator.Engine.Journal;
using Orchestrator.Engine.Loop;
using Orchestrator.Engine.Ports;
using Orchestrator.Engine.Telemetry;

namespace Orchestrator.Engine.Dispatch;

/// <summary>Finds the workflows that steps start, for as long as the database takes to answer.</summary>
internal sealed class ChildFinder(
    PlanCache plans, Sealer sealer, JournalState state, Inbox inbox, EngineOptions options, TimeProvider time,
    ILogger log,
    CancellationToken stop)
{
    public void Find(ShardOutput.StartChild wanted) => _ = FindAsync(wanted);

    private async Task FindAsync(ShardOutput.StartChild wanted)
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        var backoff = new Backoff(time, options.JournalRetryMax);
        while (!stop.IsCancellationRequested)
        {
            try
            {
                inbox.Post(await AnswerAsync(wanted).ConfigureAwait(false));
                return;
            }
            catch (JournalUnavailableException away)
            {
                state.Failed(away);
                state.Away();
                await backoff.WaitAsync(stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (Exception broken)
            {
                log.OutputBroke(broken, nameof(ShardOutput.StartChild));
                inbox.Post(new ShardInput.ChildFound(wanted.Id, wanted.Order, null, $"Its workflow '{wanted.Workflow}' "
                    + $"cannot be read: {broken.Message}"));
                return;
            }
        }
    }

    private async Task<ShardInput.ChildFound> AnswerAsync(ShardOutput.StartChild wanted)
    {
        var (definition, version) = ChildWorkflow.Parse(wanted.Workflow);
        var plan = definition.Length == 0
            ? null
            : await plans.GetAsync(definition, version, stop).ConfigureAwait(false);
        state.Reached();
        return plan is null
            ? new(wanted.Id, wanted.Order, null, $"There is no published workflow '{wanted.Workflow}'. Publish it, or correct the name.")
            : new(wanted.Id, wanted.Order with { Input = Seal(plan, wanted.Order.Input) }, plan, null);
    }

    /// <summary>What the workflow says is sensitive is sealed before anything is kept of it.</summary>
    private Value Seal(WorkflowPlan plan, Value input)
    {
        var secrets = plan.Inputs
            .Where(declared => declared.Sensitive && !input[declared.Name].IsNull)
            .Select(declared => KeyValuePair.Create<string, Value>(
                declared.Name, sealer.Seal(declared.Type.Convert(sealer.Open(input[declared.Name])))))
            .ToArray();
        return secrets.Length == 0 ? input : input.OverlaidWith(Value.Object(secrets.AsEnumerable()));
    }
}
