package dev.trellis.core.expression;

import dev.trellis.core.field.ValueType;
import dev.trellis.core.name.Label;
import java.util.List;
import java.util.Map;

/** Checks expression texts. Stateless; who keeps a {@link CompiledExpression} decides how long. */
public final class Expressions {

    private Expressions() {}

    /** Checks a text without named parameters; blank operands count as zero. */
    public static Checked check(String text, String entity, ExpressionSchema schema, Expected expected) {
        return check(text, entity, schema, expected, Map.of(), BlankAs.ZERO);
    }

    /**
     * Parses a text and types it against a schema.
     *
     * @param entity whose fields its paths begin with
     * @param parameters the named parameters ({@code :q}) and their types
     */
    public static Checked check(
            String text,
            String entity,
            ExpressionSchema schema,
            Expected expected,
            Map<String, ValueType> parameters,
            BlankAs blankAs) {
        Syntax syntax;
        try {
            syntax = Parser.parse(text);
        } catch (SyntaxTrouble trouble) {
            return new Checked.Invalid(
                    List.of(ExpressionProblems.at(text, trouble.span(), trouble.code(), trouble.facts())));
        }
        var faults = new Faults(text);
        var check = new TypeCheck(entity, schema, parameters, faults);
        var typed = check.check(syntax, expected);
        if (typed.isEmpty() || !faults.isEmpty()) {
            return new Checked.Invalid(faults.problems());
        }
        var uses = new CompiledExpression.Uses(
                check.paths().references(),
                check.paths().dependencies(),
                check.functions(),
                check.isVolatile(),
                ExpressionSql.isPushable(typed.get(), blankAs, schema));
        var source = canonical(text, check.paths().replacements());
        return new Checked.Valid(new CompiledExpression(source, text, entity, typed.get(), blankAs, uses));
    }

    /** Lists the functions of the language, for editors. */
    public static List<FunctionDoc> functions() {
        return Functions.list().stream()
                .map(function -> new FunctionDoc(
                        function.name(),
                        function.aliases(),
                        function.signature(),
                        function.doc(),
                        function.sql() != null))
                .toList();
    }

    /** Tells whether the language itself has a function of that name. */
    public static boolean isBuiltIn(String name) {
        return Functions.find(name).isPresent();
    }

    private static String canonical(String text, List<PathCheck.Replacement> replacements) {
        var names = new StringBuilder(text);
        for (var replacement : replacements.reversed()) {
            names.replace(replacement.span().offset(), replacement.span().end(), replacement.names());
        }
        return names.toString();
    }

    /**
     * What an editor shows of a function.
     *
     * @param signature {@code ROUND(number, digits = 0)}
     * @param pushable whether it can be filtered and sorted by without being stored
     */
    public record FunctionDoc(String name, List<String> aliases, String signature, Label doc, boolean pushable) {
        public FunctionDoc {
            aliases = List.copyOf(aliases);
        }
    }
}
