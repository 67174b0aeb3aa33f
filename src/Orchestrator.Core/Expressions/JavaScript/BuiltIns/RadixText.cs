using System.Numerics;
using Orchestrator.Core.Expressions.JavaScript.Running;

namespace Orchestrator.Core.Expressions.JavaScript.BuiltIns;

/// <summary>Numbers in another base than ten: as many digits as tell one from its neighbours.</summary>
internal static class RadixText
{
    private const string Digits = "0123456789abcdefghijklmnopqrstuvwxyz";

    /// <param name="number">Finite, and not negative.</param>
    /// <param name="by">From 2 to 36.</param>
    public static string Of(Run run, double number, int by)
    {
        var whole = Math.Truncate(number);
        var decimals = Decimals(run, ref whole, number - whole, by, NextStep(number) / 2);
        var text = Whole(run, whole, by);
        run.Allocate(100 + ((text.Length + decimals.Count) * 8L));
        return decimals.Count == 0 ? text : $"{text}.{string.Concat(decimals.Select(digit => Digits[digit]))}";
    }

    /// <summary>
    /// How far the next greater number is. Next to nothing it is the smallest number there is, and half of that
    /// would be nothing.
    /// </summary>
    private static double NextStep(double number) =>
        Math.Max(Math.BitIncrement(number) - number, 2 * double.Epsilon);

    private static string Whole(Run run, double whole, int by)
    {
        var digits = new Stack<char>();
        var rest = new BigInteger(whole);
        do
        {
            run.Step(2);
            rest = BigInteger.DivRem(rest, by, out var digit);
            digits.Push(Digits[(int)digit]);
        }
        while (!rest.IsZero);
        return new string([.. digits]);
    }

    private static List<int> Decimals(Run run, ref double whole, double rest, int by, double delta)
    {
        var digits = new List<int>();
        while (rest >= delta)
        {
            run.Step(2);
            rest *= by;
            delta *= by;
            var digit = (int)rest;
            digits.Add(digit);
            rest -= digit;
            if ((rest > 0.5 || (rest == 0.5 && digit % 2 == 1)) && rest + delta > 1)
            {
                RoundUp(digits, ref whole, by);
                break;
            }
        }

        return digits;
    }

    private static void RoundUp(List<int> digits, ref double whole, int by)
    {
        while (digits.Count > 0 && digits[^1] == by - 1)
            digits.RemoveAt(digits.Count - 1);
        if (digits.Count > 0)
            digits[^1]++;
        else
            whole++;
    }
}
