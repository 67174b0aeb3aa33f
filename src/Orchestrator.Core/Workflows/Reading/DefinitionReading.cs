using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text;
using Orchestrator.Core.Activities;
using Orchestrator.Core.Expressions;

namespace Orchestrator.Core.Workflows.Reading;

/// <summary>One definition while it is read: what was found so far, for the plan and for the checks.</summary>
internal sealed class DefinitionReading
{
    private readonly HashSet<string> _givenIds = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _generated = new(StringComparer.Ordinal);
    private readonly FrozenDictionary<string, IScriptLanguage> _languages;
    private readonly Dictionary<(IScriptLanguage Language, string Text), IScript> _scripts = [];
    private readonly HashSet<string> _ids = new(StringComparer.Ordinal);
    private readonly HashSet<string> _variableIds = new(StringComparer.Ordinal);

    public DefinitionReading(WorkflowReaderOptions options, Report report)
    {
        (Options, Report, Activities, Nodes, Parts) = (options, report, [], [], new(options));
        _languages = options.Languages.ToFrozenDictionary(language => language.Name, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>A definition that another one uses as an activity: its activities are of the other's plan.</summary>
    /// <param name="user">The other one.</param>
    /// <param name="part">This one.</param>
    /// <param name="report">Its own problems, which were told when it was published.</param>
    public DefinitionReading(DefinitionReading user, WorkflowId part, Report report)
        : this(user.Options, report)
    {
        (Activities, Nodes, Parts, _scripts) = (user.Activities, user.Nodes, user.Parts, user._scripts);
        MovesTokens = user.MovesTokens;
        Users = [.. user.Users, part.Definition];
    }

    /// <summary>The definitions that use this one, and it itself, from the outside in.</summary>
    public ImmutableArray<string> Users { get; set; } = [];

    /// <summary>The other definitions that it uses.</summary>
    public PartTable Parts { get; }

    public WorkflowReaderOptions Options { get; }

    public Report Report { get; }

    /// <summary>By index; null while its children are being read.</summary>
    public List<Activity?> Activities { get; }

    /// <summary>Where each activity stands, by index.</summary>
    public List<Node> Nodes { get; }

    public List<ScriptSite> Scripts { get; } = [];

    /// <summary>Every variable of the definition, with its place.</summary>
    public List<(VariableDeclaration Variable, Node Node)> Variables { get; } = [];

    /// <summary>Each flowchart, with what its connections are.</summary>
    public List<(Flowchart Flowchart, FlowchartGraph Graph)> Flowcharts { get; } = [];

    /// <summary>Ids of the variables that something refers to by id.</summary>
    public HashSet<string> UsedVariables { get; } = new(StringComparer.Ordinal);

    /// <summary>Input expressions: the activity, the place, the name.</summary>
    public List<(int Activity, Node Node, string Name)> InputReads { get; } = [];

    /// <summary>Whether flowcharts move tokens; else they count.</summary>
    public bool MovesTokens { get; set; }

    /// <summary>What the ids of activities begin with: empty, but in a definition used as an activity.</summary>
    public string Within { get; init; } = "";

    /// <summary>The declared outputs of the workflow.</summary>
    public FrozenSet<string> Outputs { get; set; } = FrozenSet<string>.Empty;

    /// <summary>Whether it says which version of Elsa wrote it.</summary>
    public bool IsOfElsa { get; set; }

    public bool TooManyActivities { get; private set; }

    public IScriptLanguage? Language(string name) => _languages.GetValueOrDefault(name);

    /// <summary>Ids that the definition gives, anywhere, so that no generated one is the same.</summary>
    public void NoteGivenIds(Node node)
    {
        if (node.IsObject && node["id"]?.Text is { } id)
            _givenIds.Add(id);
        foreach (var child in node.Children)
            NoteGivenIds(child);
    }

    /// <summary>A program; parsed once, however often it comes.</summary>
    /// <exception cref="ScriptSyntaxException">The text is no program.</exception>
    public IScript Parse(IScriptLanguage language, string text)
    {
        if (!_scripts.TryGetValue((language, text), out var script))
            _scripts.Add((language, text), script = language.Parse(text));
        return script;
    }

    public bool TakeVariableId(string id) => _variableIds.Add(id);

    /// <summary>The next place in the plan; null past the limit.</summary>
    public int? Enter(Node node)
    {
        if (Activities.Count >= Options.ActivitiesMax)
        {
            if (!TooManyActivities)
                Report.Add(
                    DiagnosticCodes.TooLarge,
                    node,
                    $"The definition has more than {Options.ActivitiesMax} activities. Split it.");
            TooManyActivities = true;
            return null;
        }

        Activities.Add(null);
        Nodes.Add(node);
        return Activities.Count - 1;
    }

    /// <summary>The activity's id: as given, or generated as Elsa does: WriteLine1.</summary>
    public string IdOf(Node node, string typeName)
    {
        var given = node["id"];
        if (given?.Text is not { Length: > 0 } id)
        {
            if (given is not null)
                Report.Add(
                    DiagnosticCodes.WrongShape, given, "The id of an activity is a text. Give one, or leave it out.");
            return Generate(typeName);
        }

        if (!_ids.Add(id))
        {
            Report.Add(
                DiagnosticCodes.DuplicateId, given, $"Two activities have the id '{id}'. Give each its own.", id);
            return Generate(typeName);
        }

        if (Ids.Problem(id) is { } problem)
            Report.Add(DiagnosticCodes.BadId, given, $"The id '{id}' {problem}", id);
        return id;
    }

    /// <summary>The JSON that stands as text in a string; null where it is none.</summary>
    public Node? Embedded(Node text, string property, string activity)
    {
        try
        {
            return new NodeParser(Options.DepthMax).Parse(Encoding.UTF8.GetBytes(text.Text!), text);
        }
        catch (MalformedException wrong)
        {
            Report.Add(
                DiagnosticCodes.ObjectSyntax,
                text,
                $"The text of '{property}' is no JSON: {wrong.Message} (at byte {wrong.Offset + 1} of it). Correct it.",
                activity);
            return null;
        }
    }

    private string Generate(string typeName)
    {
        var name = typeName[(typeName.LastIndexOf('.') + 1)..];
        string id;
        do
        {
            var number = _generated[name] = _generated.GetValueOrDefault(name) + 1;
            id = $"{name}{number}";
        }
        while (_givenIds.Contains(id));

        _ids.Add(id);
        return id;
    }
}

/// <summary>A script in the definition.</summary>
/// <param name="Activity">Index of the activity that it belongs to.</param>
/// <param name="Property">The property, for messages.</param>
/// <param name="Node">The string that holds it.</param>
/// <param name="Script">The program.</param>
/// <param name="Scope">The variables that it sees.</param>
/// <param name="SeesOwnOutput">Whether it runs when the activity is done.</param>
internal sealed record ScriptSite(
    int Activity, string Property, Node Node, IScript Script, VariableScope Scope, bool SeesOwnOutput);
