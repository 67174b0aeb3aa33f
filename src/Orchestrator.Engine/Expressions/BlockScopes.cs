using Jint.Parser.Ast;

namespace Orchestrator.Engine.Expressions;

/// <summary>
/// The engine takes let and const for var. That is right where a name is declared once, is not captured anew in each
/// round of a loop, and a constant is not assigned; where it is not, the program is refused rather than run wrongly.
/// </summary>
internal static class BlockScopes
{
    public static void Check(ParsedScript script)
    {
        var all = SyntaxWalk.All(script.Program).ToList();
        var scoped = all.OfType<VariableDeclaration>().Where(
            declaration => declaration.Kind is "let" or "const").ToList();
        if (scoped.Count == 0)
            return;

        var names = new Dictionary<string, VariableDeclaration>(StringComparer.Ordinal);
        foreach (var declaration in all.OfType<VariableDeclaration>())
        {
            foreach (var name in declaration.Declarations.Select(declarator => declarator.Id))
            {
                if (!names.TryAdd(name.Name, declaration) && (IsScoped(declaration) || IsScoped(names[name.Name])))
                    throw Vetting.Refusal(script, name, $"'{name.Name}' is declared twice. Choose another name");
            }
        }

        if (all.Where(IsLoop).FirstOrDefault(loop => SyntaxWalk.All(loop).OfType<FunctionExpression>().Any()) is { } capturing)
            throw Vetting.Refusal(script, capturing, "A function within a loop would see the last value of what 'let' declares. Move the function out of the loop");

        foreach (var node in all)
        {
            if (Assigned(node) is { } name
                && names.TryGetValue(name.Name, out var declaration)
                && declaration.Kind == "const")
                throw Vetting.Refusal(script, name, $"'{name.Name}' is a constant. Declare it with let");
        }
    }

    private static bool IsScoped(VariableDeclaration declaration) => declaration.Kind is "let" or "const";

    private static bool IsLoop(SyntaxNode node) =>
        node is ForStatement or ForInStatement or WhileStatement or DoWhileStatement;

    private static Identifier? Assigned(SyntaxNode node) => node switch
    {
        AssignmentExpression it => it.Left as Identifier,
        UpdateExpression it => it.Argument as Identifier,
        _ => null,
    };
}
