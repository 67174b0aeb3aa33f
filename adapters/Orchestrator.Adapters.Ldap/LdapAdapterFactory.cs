using System.Text.Json;
using Orchestrator.Adapters.Declared;
using Orchestrator.Adapters.Ldap.Verbs;
using Orchestrator.Adapters.Ldap.Wire;

namespace Orchestrator.Adapters.Ldap;

/// <summary>Makes adapters of directories: of the built-in operations, or of those that a declaration has.</summary>
public sealed class LdapAdapterFactory : IAdapterFactory
{
    internal const string KindName = "ldap";

    public string Kind => KindName;

    public string SettingsSchema => LdapSchemas.Settings;

    public string DeclarationSchema => LdapSchemas.Declaration;

    public IAdapter Create(AdapterSetup setup)
    {
        var settings = LdapSettings.Read(setup);
        var changing = new Dictionary<string, LdapOperation>(StringComparer.Ordinal);
        var reading = new Dictionary<string, ReadingVerb>(StringComparer.Ordinal);
        if (setup.Declaration is not { } declaration)
        {
            foreach (var operation in LdapOperations.BuiltIn)
                Add(operation.Name, operation.Name, null);
            return Adapter(LdapOperations.BuiltIn);
        }

        var declared = DeclaredOperation.ReadAll(declaration, HasEffect, HasEffect);
        var problems = new List<SetupProblem>();
        foreach (var operation in declared)
        {
            try
            {
                Check(operation, problems);
                var verb = new DeclaredVerb(operation);
                Add(operation.Description.Name, verb.Verb, verb);
            }
            catch (AdapterSetupException wrong)
            {
                problems.AddRange(wrong.Problems);
            }
        }

        return problems.Count == 0
            ? Adapter([.. declared.Select(operation => operation.Description)])
            : throw new AdapterSetupException(problems);

        LdapAdapter Adapter(IReadOnlyList<OperationDescription> operations) =>
            new(operations, changing, reading, settings.Server, settings.Inventory, setup);

        void Add(string name, string verb, DeclaredVerb? declared)
        {
            if (Changing(verb) is { } change)
                changing.Add(name, new LdapOperation(settings.Server, settings.Bases, change, declared));
            else
                reading.Add(name, new ReadingVerb(
                    settings.Server, settings.Bases, verb == LdapOperations.Search, declared));
        }
    }

    private static ChangingVerb? Changing(string verb) => verb switch
    {
        LdapOperations.Add => new AddEntry(),
        LdapOperations.Delete => new DeleteEntry(),
        LdapOperations.Modify => new ModifyEntry(),
        LdapOperations.AddMember => new Membership(isAdding: true),
        LdapOperations.RemoveMember => new Membership(isAdding: false),
        _ => null,
    };

    private static bool HasEffect(JsonElement body) => Changing(body.GetProperty("do").GetString()!) is not null;

    private static void Check(DeclaredOperation operation, List<SetupProblem> problems)
    {
        var place = $"/declaration/operations/{operation.Description.Name}";
        var (verb, body) = (operation.Body.GetProperty("do").GetString()!, operation.Body);
        if (operation.Description.HasEffect != HasEffect(body))
            problems.Add(new($"{place}/hasEffect", $"'{verb}' has {(HasEffect(body) ? "an" : "no")} effect. Say so."));

        string[] needed = verb switch
        {
            LdapOperations.Add => ["dn", "attributes"],
            LdapOperations.AddMember or LdapOperations.RemoveMember => ["group", "member"],
            LdapOperations.Search => ["base"],
            _ => ["dn"],
        };
        problems.AddRange(needed.Where(name => !body.TryGetProperty(name, out _)).Select(
            name => new SetupProblem($"{place}/{name}", $"'{verb}' needs '{name}'. Declare it.")));
    }
}
