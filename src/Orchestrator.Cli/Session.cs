using Google.Protobuf;
using Grpc.Core;
using Orchestrator.Cli.Connection;
using Orchestrator.V1;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Orchestrator.Cli;

/// <summary>One run of one command: the server it calls, and where it writes.</summary>
internal sealed class Session : IDisposable
{
    private static readonly JsonFormatter Json = new(JsonFormatter.Settings.Default.WithFormatDefaultValues(true));

    private readonly GlobalValues _values;
    private readonly Lazy<ServerConnection> _connection;

    public Session(Surroundings world, GlobalValues values)
    {
        World = world;
        _values = values;
        _connection = new(() => world.Connect(values.Endpoint));
        Page = Terminal(world, world.Output, world.OutputIsTerminal);
        Notes = Errors(world);
    }

    public Surroundings World { get; }

    public bool WantsJson => _values.Json;

    public Endpoint Endpoint => _values.Endpoint;

    /// <summary>How long --timeout allows, or null where it was not given.</summary>
    public TimeSpan? Timeout => _values.Timeout;

    /// <summary>Whether a person can be asked, and see what is asked.</summary>
    public bool CanAsk => World.InputIsTerminal && World.OutputIsTerminal && !WantsJson;

    /// <summary>For pages that people read.</summary>
    public IAnsiConsole Page { get; }

    /// <summary>For what is said beside the answer: standard error.</summary>
    public IAnsiConsole Notes { get; }

    /// <summary>
    /// The options that send the same change again; null as long as nothing that changes anything is sent.
    /// </summary>
    public string? RetryArguments { get; set; }

    public ActivationService.ActivationServiceClient Activations => new(_connection.Value.Invoker);

    public WorkflowService.WorkflowServiceClient Workflows => new(_connection.Value.Invoker);

    public ProductService.ProductServiceClient Products => new(_connection.Value.Invoker);

    public ClusterService.ClusterServiceClient Cluster => new(_connection.Value.Invoker);

    public AnalysisService.AnalysisServiceClient Analysis => new(_connection.Value.Invoker);

    public AdapterService.AdapterServiceClient Adapters => new(_connection.Value.Invoker);

    public InventoryService.InventoryServiceClient Inventory => new(_connection.Value.Invoker);

    public AuditService.AuditServiceClient Audits => new(_connection.Value.Invoker);

    /// <summary>The caller's name, and the deadline: --timeout, or 30 s.</summary>
    /// <param name="cancellation">Gives the call up.</param>
    /// <param name="more">How much longer than usual the server is asked to take.</param>
    public CallOptions Call(CancellationToken cancellation, TimeSpan more = default) =>
        Stream(cancellation).WithDeadline(World.Time.GetUtcNow().UtcDateTime
            + (Timeout ?? TimeSpan.FromSeconds(30)) + more);

    /// <summary>The caller's name, and no deadline.</summary>
    public CallOptions Stream(CancellationToken cancellation) =>
        new(new Metadata { { "orchestrator-caller", _values.Caller } }, cancellationToken: cancellation);

    /// <summary>
    /// The id to send a change with: the one given, or a new one, which is told at once, so that whoever loses the
    /// answer can send the same again.
    /// </summary>
    public string Identify(string? given)
    {
        var id = given ?? Guid.CreateVersion7(World.Time.GetUtcNow()).ToString();
        RetryArguments = $"--request-id {id}";
        if (given is not null) return id;

        if (WantsJson) World.Error.WriteLine($$"""{"requestId":"{{id}}"}""");
        else Notes.Write(new Text($"request id {id}\n", Pages.Styles.Dim));
        return id;
    }

    /// <summary>One document on one line.</summary>
    public void WriteJson(IMessage message) => World.Output.WriteLine(Json.Format(message));

    /// <summary>Gives the answer: as one document with --json, otherwise as the page that people read.</summary>
    /// <returns>The exit code of what went well.</returns>
    public int Show(IMessage answer, Func<IRenderable> page)
    {
        if (WantsJson) WriteJson(answer);
        else Page.Write(page());
        return ExitCode.Ok;
    }

    public void Dispose()
    {
        if (_connection.IsValueCreated) _connection.Value.Dispose();
    }

    /// <summary>Where errors and notes go.</summary>
    public static IAnsiConsole Errors(Surroundings world) => Terminal(world, world.Error, world.ErrorIsTerminal);

    // Plain text where no terminal reads it, whatever the environment says of terminals.
    private static IAnsiConsole Terminal(Surroundings world, TextWriter writer, bool isTerminal)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(writer),
            Ansi = isTerminal ? world.Ansi : AnsiSupport.No,
            ColorSystem = isTerminal ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            Interactive = isTerminal ? InteractionSupport.Detect : InteractionSupport.No,
        });
        console.Profile.Width = world.Width;
        return console;
    }
}
