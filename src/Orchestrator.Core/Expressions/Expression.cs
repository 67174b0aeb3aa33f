using Orchestrator.Core.Values;
using Orchestrator.Core.Workflows;

namespace Orchestrator.Core.Expressions;

/// <summary>A parsed expression: immutable, evaluated many times, by many activations.</summary>
public abstract record Expression
{
    /// <summary>The expression without the conversions around it.</summary>
    public Expression Bare => this switch
    {
        Converted it => it.Inner.Bare,
        Strict it => it.Inner.Bare,
        _ => this,
    };

    /// <exception cref="ExpressionFailedException">It cannot be evaluated here.</exception>
    public abstract Value Evaluate(IScope scope);

    /// <summary>A constant.</summary>
    public sealed record Literal(Value Value) : Expression
    {
        public override Value Evaluate(IScope scope) => Value;
    }

    /// <summary>A variable, resolved when the definition was read.</summary>
    public sealed record Variable(VariableDeclaration Declaration) : Expression
    {
        public override Value Evaluate(IScope scope) => scope.Get(Declaration);
    }

    /// <summary>An input of the workflow; null where the order did not bring it.</summary>
    public sealed record Input(string Name) : Expression
    {
        public override Value Evaluate(IScope scope) => scope.TryGetInput(Name, out var value) ? value : Value.Null;
    }

    /// <summary>A program in a script language.</summary>
    public sealed record Script(IScript Program) : Expression
    {
        public override Value Evaluate(IScope scope) => Program.Run(scope).Plain;
    }

    /// <summary>A program whose text is computed.</summary>
    public sealed record Computed(Expression Text, IScriptLanguage Language) : Expression
    {
        public override Value Evaluate(IScope scope)
        {
            try
            {
                return Text.Evaluate(scope).AsString is { Length: > 0 } text
                    ? Language.Parse(text).Run(scope).Plain
                    : Value.Null;
            }
            catch (ScriptSyntaxException wrong)
            {
                throw new ExpressionFailedException($"{wrong.Message} (line {wrong.Line}, column {wrong.Column})");
            }
        }
    }

    /// <summary>An object whose members are expressions of their own.</summary>
    public sealed record Composite(IReadOnlyList<(string Name, Expression Expression)> Members) : Expression
    {
        public override Value Evaluate(IScope scope)
        {
            var members = new (string, Value)[Members.Count];
            for (var index = 0; index < members.Length; index++)
                members[index] = (Members[index].Name, Members[index].Expression.Evaluate(scope));

            return Value.Object(members);
        }
    }

    /// <summary>A list whose items are expressions of their own.</summary>
    public sealed record List(IReadOnlyList<Expression> Items) : Expression
    {
        public override Value Evaluate(IScope scope)
        {
            var items = new Value[Items.Count];
            for (var index = 0; index < items.Length; index++)
                items[index] = Items[index].Evaluate(scope);

            return Value.Array(items);
        }
    }

    /// <summary>
    /// What could not be read. That was told, and the definition is not published; where it runs all the same, at the
    /// desk, it fails when it is evaluated.
    /// </summary>
    /// <param name="Message">What is wrong.</param>
    public sealed record Broken(string Message) : Expression
    {
        public override Value Evaluate(IScope scope) => throw new ExpressionFailedException(Message);
    }

    /// <summary>
    /// A value in the place of what could not be read, as Elsa has it there; never a constant for checks.
    /// </summary>
    public sealed record Instead(Value Value) : Expression
    {
        public override Value Evaluate(IScope scope) => Value;
    }

    /// <summary>Another expression, which must give what can be converted to a type.</summary>
    public sealed record Strict(Expression Inner, DataType Type) : Expression
    {
        public override Value Evaluate(IScope scope)
        {
            var value = Inner.Evaluate(scope);
            return Type.TryConvert(value, out var converted)
                ? converted
                : throw new ExpressionFailedException($"It gave {value}, which is no {Type.Name}.");
        }
    }

    /// <summary>Another expression, converted to a type by Elsa's lenient rules.</summary>
    public sealed record Converted(Expression Inner, DataType Type) : Expression
    {
        public override Value Evaluate(IScope scope) =>
            Type.Convert(Inner is Script script ? script.Program.Run(scope) : Inner.Evaluate(scope)).Plain;
    }
}
