using System.Globalization;
using System.Reflection;

namespace Orchestrator.Tests.Unit.Grpc;

/// <summary>
/// Writes down what an assembly offers: a line per type and member, in an order that does not depend on the source.
/// </summary>
internal static class PublicSurface
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance
        | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(bool)] = "bool",
        [typeof(byte)] = "byte",
        [typeof(int)] = "int",
        [typeof(object)] = "object",
        [typeof(string)] = "string",
        [typeof(void)] = "void",
    };

    public static IEnumerable<string> Of(Assembly assembly) => assembly.GetExportedTypes()
        .OrderBy(type => type.FullName, StringComparer.Ordinal)
        .SelectMany(type => MembersOf(type)
            .Order(StringComparer.Ordinal)
            .Select(line => "  " + line)
            .Prepend(Head(type)));

    private static string Head(Type type)
    {
        var bases = type.GetInterfaces()
            .Where(_ => type.IsClass || type.IsInterface)
            .Select(Name)
            .Order(StringComparer.Ordinal)
            .Prepend(type.BaseType is { } parent && type.IsClass ? Name(parent) : "object")
            .Where(name => name is not ("object" or "MulticastDelegate" or "ICloneable" or "ISerializable"))
            .ToList();
        var parents = bases.Count == 0 ? "" : " : " + string.Join(", ", bases);
        return $"{type.Namespace}: {Kind(type)} {Name(type)}{parents}";
    }

    private static string Kind(Type type) => type switch
    {
        { IsEnum: true } => "enum",
        { IsValueType: true } => "struct",
        { IsInterface: true } => "interface",
        { IsAbstract: true, IsSealed: true } => "static class",
        { BaseType.Name: nameof(MulticastDelegate) } => "delegate",
        { IsAbstract: true } => "abstract class",
        { IsSealed: true } => "sealed class",
        _ => "class",
    };

    private static IEnumerable<string> MembersOf(Type type)
    {
        if (type.IsEnum)
        {
            return Enum.GetValues(type).Cast<object>()
                .Select(value => $"{value} = {Convert.ToInt32(value, CultureInfo.InvariantCulture)}");
        }

        var methods = type.GetMethods(Declared)
            .Where(method => IsOffered(method) && !method.IsSpecialName && !IsOfObject(method))
            .Where(method => Kind(type) != "delegate" || method.Name == "Invoke")
            .Select(method => $"{Modifiers(method)}{Name(method.ReturnType)} {method.Name}{Arguments(method)}");
        var constructors = type.GetConstructors(Declared)
            .Where(constructor => IsOffered(constructor) && Kind(type) != "delegate")
            .Select(constructor => $"{Modifiers(constructor)}new{Arguments(constructor)}");
        var fields = type.GetFields(Declared).Where(field => field.IsPublic)
            .Select(field => $"{(field.IsLiteral ? "const" : "static readonly")} {Name(field.FieldType)} {field.Name}");
        return methods.Concat(constructors).Concat(fields).Concat(type.GetProperties(Declared).SelectMany(PropertyOf));
    }

    private static IEnumerable<string> PropertyOf(PropertyInfo property) => property.GetAccessors(true)
        .Where(IsOffered)
        .Select(accessor => Modifiers(accessor) + Name(property.PropertyType) + " " + property.Name
            + (accessor == property.GetMethod ? " { get }" : " { set }"));

    private static string Modifiers(MethodBase method) =>
        (method.IsFamily || method.IsFamilyOrAssembly ? "protected " : "")
        + (method.IsStatic ? "static " : "")
        + method switch
        {
            { IsAbstract: true } => "abstract ",
            MethodInfo info when info.GetBaseDefinition() != info => "override ",
            { IsVirtual: true, IsFinal: false } => "virtual ",
            _ => "",
        };

    private static string Arguments(MethodBase method) =>
        (method.IsGenericMethod ? $"<{string.Join(", ", method.GetGenericArguments().Select(Name))}>" : "")
        + $"({string.Join(", ", method.GetParameters().Select(Argument))})";

    private static string Argument(ParameterInfo parameter) =>
        Name(parameter.ParameterType) + " " + parameter.Name + (parameter.IsOptional ? " = default" : "");

    private static bool IsOffered(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    private static bool IsOfObject(MethodInfo method) =>
        method.GetBaseDefinition().DeclaringType is { } origin
        && (origin == typeof(object) || origin == typeof(ValueType));

    private static string Name(Type type)
    {
        if (type.IsArray) return Name(type.GetElementType()!) + "[]";
        if (Nullable.GetUnderlyingType(type) is { } underlying) return Name(underlying) + "?";

        if (Keywords.TryGetValue(type, out var keyword)) return keyword;

        var name = type.Name.Split('`')[0];
        if (type is { IsNested: true, IsGenericParameter: false }) name = type.DeclaringType!.Name + "." + name;
        return type.IsGenericType ? $"{name}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>" : name;
    }
}
