using Orchestrator.Adapters.Declared;
using Orchestrator.Adapters.Netconf.Messages;
using Orchestrator.Adapters.Netconf.Trees;

namespace Orchestrator.Adapters.Netconf.Operations;

/// <summary>What failed before it had an effect, as an answer.</summary>
internal static class Failure
{
    /// <summary>Null for what is no failure of the call.</summary>
    public static Answer? AnswerOf(Exception failure) => failure switch
    {
        NetconfException refused => refused.ToAnswer(),
        UnfitEditException unfit => new Answer.Permanent(unfit.Code, unfit.Message),
        TemplateException wrong => new Answer.Permanent("INVALID_INPUT", wrong.Message),
        _ => null,
    };

    public static string MessageOf(Answer answer) => answer switch
    {
        Answer.Retryable retryable => retryable.Message,
        Answer.Permanent permanent => permanent.Message,
        Answer.Unknown unknown => unknown.Message,
        _ => "",
    };
}
