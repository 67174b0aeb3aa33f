using Orchestrator.Core.Expressions.JavaScript.Nodes;

namespace Orchestrator.Core.Expressions.JavaScript.Syntax;

/// <summary>Patterns: of declarations, and what was read as a value and is assigned to.</summary>
internal sealed partial class Parser
{
    private ExpressionNode BindingTarget(DeclaredAs how) =>
        _token.IsSign("[") ? Nested<ExpressionNode>(() => BindingArray(how))
            : _token.IsSign("{") ? Nested<ExpressionNode>(() => BindingObject(how))
            : Declare(OwnName(), how, how == DeclaredAs.Var ? null : _block);

    private ExpressionNode BindingElement(DeclaredAs how)
    {
        var target = BindingTarget(how);
        if (!TakeSign("="))
            return target;

        var value = Assignment();
        if (target is NameNode name)
            value.TakeName(name.Name);
        return new DefaultNode(target, value) { At = target.At };
    }

    private ArrayPatternNode BindingArray(DeclaredAs how)
    {
        var start = Advance().Start;
        var targets = new List<ExpressionNode?>();
        ExpressionNode? rest = null;
        while (!TakeSign("]"))
        {
            if (TakeSign(","))
            {
                targets.Add(null);
                continue;
            }

            if (TakeSign("..."))
            {
                rest = BindingTarget(how);
                Expect("]");
                break;
            }

            targets.Add(BindingElement(how));
            if (!_token.IsSign("]"))
                Expect(",");
        }

        return new ArrayPatternNode([.. targets], rest) { At = start };
    }

    private ObjectPatternNode BindingObject(DeclaredAs how)
    {
        var start = Advance().Start;
        var members = new List<MemberPart>();
        ExpressionNode? rest = null;
        while (!TakeSign("}"))
        {
            if (TakeSign("..."))
            {
                rest = BindingTarget(how);
                Expect("}");
                break;
            }

            members.Add(BindingMember(how));
            if (!_token.IsSign("}"))
                Expect(",");
        }

        return new ObjectPatternNode([.. members], rest) { At = start };
    }

    private MemberPart BindingMember(DeclaredAs how)
    {
        var first = _token;
        var (name, key) = MemberName();
        if (TakeSign(":"))
            return new(MemberKind.Value, name, key, BindingElement(how)) { At = first.Start };

        if (!IsOwnName(first))
            throw _lexer.Wrong($"Unexpected {Shown(first)}, a name was expected", first.Start);
        ExpressionNode target = Declare(first, how, how == DeclaredAs.Var ? null : _block);
        if (TakeSign("="))
        {
            var value = Assignment();
            value.TakeName(first.Text);
            target = new DefaultNode(target, value) { At = first.Start };
        }

        return new(MemberKind.Value, name, null, target) { At = first.Start };
    }

    /// <summary>What was read as a value, as the left side of an assignment.</summary>
    private ExpressionNode Target(ExpressionNode node) => node switch
    {
        ReferenceNode => node,
        DefaultNode or ArrayPatternNode or ObjectPatternNode => node,
        AssignNode assigned => assigned.AsDefault(Target),
        ArrayNode array => ArrayTarget(array),
        ObjectNode its => ObjectTarget(its),
        _ => throw _lexer.Wrong("Invalid left-hand side in assignment", node.At),
    };

    private ArrayPatternNode ArrayTarget(ArrayNode array)
    {
        var rest = array.Items is [.., SpreadNode last] ? Target(last.Inner) : null;
        var items = rest is null ? array.Items : array.Items[..^1];
        return new ArrayPatternNode([.. items.Select(item =>
            item is null ? null : Target(item))], rest)
        { At = array.At };
    }

    private ObjectPatternNode ObjectTarget(ObjectNode its)
    {
        var rest = its.Members is [.., { Kind: MemberKind.Spread } last] ? Target(last.Value!) : null;
        var members = rest is null ? its.Members : its.Members[..^1];
        return new ObjectPatternNode([.. members.Select(Target)], rest) { At = its.At };
    }

    private MemberPart Target(MemberPart member)
    {
        if (member.Kind is not (MemberKind.Value or MemberKind.Default))
            throw _lexer.Wrong("Invalid destructuring target", member.At);

        _covers.Remove(member.At);
        return member with { Kind = MemberKind.Value, Value = Target(member.Value!) };
    }
}
