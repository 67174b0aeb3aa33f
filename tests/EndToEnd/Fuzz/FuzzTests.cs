using System.Diagnostics;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.Core;
using Orchestrator.Tests.EndToEnd.Processes;
using Orchestrator.V1;
using Xunit.Abstractions;
using State = Orchestrator.V1.Activation.Types.State;

namespace Orchestrator.Tests.EndToEnd.Fuzz;

/// <summary>
/// Whatever is sent: the process lives, its memory stays, every answer is a fair one, and nothing is half done.
/// </summary>
public sealed class FuzzTests(ITestOutputHelper output)
{
    /// <summary>What garbage collection and caches may take beside what the first round took.</summary>
    private const long SlackBytes = 256L * 1024 * 1024;
    private const int LastPort = 10_000_000;
    private static readonly TimeSpan SettleMax = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(50);

    private readonly Answers _answers = new();
    private readonly Vocabulary _words = new();

    [Fact]
    public async Task Nothing_that_is_sent_breaks_anything()
    {
        output.WriteLine($"seed {FuzzBudget.Seed}");
        await using var site = new ServerSite();
        await site.StartAsync();
        await site.PublishAsync("line", "mailboxes", "wait");
        await OrderAsync(site, "before", LastPort);
        var methods = new RawMethods(site.Connect(), _answers);

        var cases = await RandomBytesAsync(methods);
        cases += await NearlyRightOrdersAsync(methods);
        var before = site.Server.WorkingSet;
        cases += await RandomMessagesAsync(methods);
        cases += await RandomDefinitionsAsync(methods);

        output.WriteLine(
            $"{cases} cases, memory {before >> 20} MiB, then {site.Server.WorkingSet >> 20} MiB\n{_answers}");
        Assert.False(site.Server.HasEnded, $"The server ended:\n{site.Server.Captured}");
        Assert.True(_answers.Unfair.Count == 0, string.Join('\n', _answers.Unfair));
        await OrderAsync(site, "after", LastPort + 1);
        await NothingIsHalfDoneAsync(site);
        Assert.True(
            site.Server.WorkingSet < before + SlackBytes,
            $"Memory grew from {before >> 20} to {site.Server.WorkingSet >> 20} MiB.");
        Assert.True(
            _answers.Count("orchestrator.v1.ActivationService.StartActivation", StatusCode.OK) > 0,
            "No order was right enough to be taken.");
        Assert.True(
            _answers.Count("orchestrator.v1.WorkflowService.PublishWorkflow", StatusCode.OK) > 0,
            "No definition was right enough to be published.");
        Assert.Equal(0, await site.Server.StopAsync());
    }

    private Task<int> RandomBytesAsync(RawMethods methods) => FuzzBudget.SpendAsync(1, async (number, random) =>
    {
        var method = RawMethods.All[random.Next(RawMethods.All.Count)];
        var bytes = new byte[random.Next(300)];
        random.NextBytes(bytes);
        if (random.Next(2) == 0)
            bytes = Damage(new RandomMessage(_words).Make(method.InputType, random).ToByteArray(), random);

        await methods.CallAsync(
            method, bytes, () => $"case {number}: {Convert.ToHexString(bytes.AsSpan(0, Math.Min(bytes.Length, 200)))}");
    });

    private Task<int> RandomMessagesAsync(RawMethods methods) => FuzzBudget.SpendAsync(2, async (number, random) =>
    {
        var method = RawMethods.All[random.Next(RawMethods.All.Count)];
        await SendAsync(methods, method, new RandomMessage(_words).Make(method.InputType, random), number);
    });

    /// <summary>Orders, and decisions about them, that are right but for one field, or altogether.</summary>
    private Task<int> NearlyRightOrdersAsync(RawMethods methods) => FuzzBudget.SpendAsync(3, async (number, random) =>
    {
        var request = NearlyRight.Make(_words, number, random);
        if (random.Next(2) == 0)
            new RandomMessage(_words).Change(request, random);

        var method = ActivationService.Descriptor.Methods.Single(method => method.InputType == request.Descriptor);
        var response = await SendAsync(methods, method, request, number);
        if (response is not null && method.OutputType == Activation.Descriptor)
            _words.Learn(Activation.Parser.ParseFrom(response).Name);
    });

    /// <summary>What validates is published, and nothing else is; what is published can be started.</summary>
    private Task<int> RandomDefinitionsAsync(RawMethods methods)
    {
        var seeds = Directory.GetFiles(BuiltServer.Workflows, "*provision.json", SearchOption.AllDirectories)
            .Concat(Directory.GetFiles(BuiltServer.TestWorkflows, "*.json"))
                .Order(StringComparer.Ordinal)
                .Select(File.ReadAllText)
                .ToList();
        var mutation = new JsonMutation(seeds);
        return FuzzBudget.SpendAsync(4, async (number, random) =>
        {
            var content = mutation.Make(random);
            var validated = await SendAsync(
                methods, Method("ValidateWorkflow"), new ValidateWorkflowRequest { Content = content }, number);
            var published = await SendAsync(
                methods,
                Method("PublishWorkflow"),
                new PublishWorkflowRequest { RequestId = $"definition-{number}", Content = content },
                number);

            var isValid = validated is not null && ValidateWorkflowResponse.Parser.ParseFrom(validated).Valid;
            Assert.True(
                isValid == published is not null,
                $"case {number}: valid is {isValid}, published is {published is not null}: {content}");
            if (published is null)
                return;

            var order = NearlyRight.Order($"workflow-{number}", Workflow.Parser.ParseFrom(published).Name, number);
            await SendAsync(methods, ActivationService.Descriptor.FindMethodByName("StartActivation"), order, number);
        });

        static MethodDescriptor Method(string name) => WorkflowService.Descriptor.FindMethodByName(name);
    }

    private static Task<byte[]?> SendAsync(RawMethods methods, MethodDescriptor method, IMessage message, int number)
    {
        return methods.CallAsync(method, message.ToByteArray(), () => $"case {number}: {Describe(message)}");
    }

    private static string Describe(IMessage message)
    {
        try
        {
            var text = message.ToString()!;
            return text[..Math.Min(text.Length, 3_000)];
        }
        catch (InvalidOperationException)
        {
            // What JSON does not know, such as an object's member without a value.
            return Convert.ToBase64String(message.ToByteArray().AsSpan(0, Math.Min(message.CalculateSize(), 3_000)));
        }
    }

    private static byte[] Damage(byte[] bytes, Random random)
    {
        for (var count = random.Next(1, 4); count > 0 && bytes.Length > 0; count--)
            bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
        return random.Next(3) == 0 ? bytes[..random.Next(bytes.Length + 1)] : bytes;
    }

    private static async Task OrderAsync(ServerSite site, string id, int port)
    {
        var order = NearlyRight.Order(id, NearlyRight.Line, port);
        order.Wait = Google.Protobuf.WellKnownTypes.Duration.FromTimeSpan(SettleMax);
        var activation = await site.Activations.StartActivationAsync(order);
        Assert.Equal(State.Completed, activation.State);
    }

    /// <summary>
    /// Everything that was started comes to rest: at its end, with a person, or at a time to come; those that wait for
    /// one lane do so one after the other, so what counts is that something happens. All of it can be read.
    /// </summary>
    private static async Task NothingIsHalfDoneAsync(ServerSite site)
    {
        var moving = new ActivationFilter { States = { State.Running, State.RollingBack } };
        var waited = Stopwatch.StartNew();
        List<Activation> still;
        var before = (Count: 0, Events: 0L);
        do
        {
            await Task.Delay(Pace);
            var page = await site.Activations.ListActivationsAsync(
                new ListActivationsRequest { Filter = moving, PageSize = 1_000, View = ActivationView.Full });
            still = [.. page.Activations.Where(activation => !MayWait(activation))];
            var now = (still.Count, still.Sum(activation => activation.Sequence));
            if (now != before)
                waited.Restart();
            before = now;
        }
        while (still.Count > 0 && waited.Elapsed < SettleMax);
        Assert.Empty(still);

        var all = await site.Activations.ListActivationsAsync(new ListActivationsRequest { PageSize = 1_000 });
        foreach (var activation in all.Activations)
        {
            var read = await site.Activations.GetActivationAsync(new GetActivationRequest { Name = activation.Name });
            Assert.True(read.Sequence >= activation.Sequence, $"{activation.Name} lost events.");
        }
    }

    /// <summary>A step that a lane or a retry holds up comes to its end; a delay or a signal may be far away.</summary>
    private static bool MayWait(Activation activation) => activation.State == State.Running
        && activation.Steps.All(
            step => step.State is Step.Types.State.Succeeded or Step.Types.State.Failed or Step.Types.State.Skipped);
}
