using System.Reflection;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;

namespace Orchestrator.Storage.Migrations;

/// <summary>
/// All migrations as one script, for a database that has no schema at all, with the rows that EF Core's migrator would
/// have left: it takes over from there. Its own way to the same end costs a first start more than half a second.
/// </summary>
internal static class WholeSchema
{
    /// <typeparam name="TSchema">Whose migrations.</typeparam>
    /// <param name="historyTable">The statement that makes EF Core's table, as EF Core makes it.</param>
    public static string ScriptOf<TSchema>(string historyTable)
        where TSchema : DbContext
    {
        var script = new StringBuilder(historyTable).AppendLine(";");
        foreach (var (id, migration) in MigrationsOf(typeof(TSchema)))
        {
            foreach (var operation in migration.UpOperations.Cast<SqlOperation>())
                script.Append(operation.Sql).AppendLine(";");
            script.AppendLine(
                $"""insert into "__EFMigrationsHistory" values ('{id}', '{ProductInfo.GetVersion()}');""");
        }

        return script.ToString();
    }

    private static IEnumerable<(string Id, Migration Migration)> MigrationsOf(Type schema) =>
        from type in typeof(WholeSchema).Assembly.GetTypes()
        where type.GetCustomAttribute<DbContextAttribute>()?.ContextType == schema
        let id = type.GetCustomAttribute<MigrationAttribute>()!.Id
        orderby id
        select (id, (Migration)Activator.CreateInstance(type)!);
}
