using Orchestrator.Core.Expressions.JavaScript.Nodes;

namespace Orchestrator.Core.Expressions.JavaScript.Syntax;

/// <param name="Text">As it is written.</param>
/// <param name="Body">Its statements.</param>
/// <param name="Functions">What is declared in it and there before its first statement.</param>
/// <param name="Layout">Where its variables are.</param>
/// <param name="Names">What it is seen to use by name.</param>
internal sealed record ParsedProgram(
    string Text, StatementNode[] Body, Hoisted[] Functions, Layout Layout, UsedNames Names);
