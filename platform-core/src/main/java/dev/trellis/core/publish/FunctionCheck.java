package dev.trellis.core.publish;

import dev.trellis.core.expression.Expressions;
import dev.trellis.core.metadata.FunctionDefinition;
import dev.trellis.core.problem.ProblemCode;
import java.util.Set;

/** Checks what of a function can be seen without running it. */
final class FunctionCheck {

    /** Words of JavaScript that a parameter cannot be called. */
    private static final Set<String> WORDS = Set.of(
            "arguments",
            "await",
            "break",
            "case",
            "catch",
            "class",
            "const",
            "continue",
            "debugger",
            "default",
            "delete",
            "do",
            "else",
            "enum",
            "eval",
            "export",
            "extends",
            "false",
            "finally",
            "for",
            "function",
            "if",
            "implements",
            "import",
            "in",
            "instanceof",
            "interface",
            "let",
            "new",
            "null",
            "package",
            "private",
            "protected",
            "public",
            "return",
            "static",
            "super",
            "switch",
            "this",
            "throw",
            "true",
            "try",
            "typeof",
            "var",
            "void",
            "while",
            "with",
            "yield");

    private static final ProblemCode NAME_TAKEN = ProblemCode.invalid("FUNCTION_NAME_TAKEN");
    private static final ProblemCode PARAMETER_WORD = ProblemCode.invalid("FUNCTION_PARAMETER_WORD");

    private final Findings findings;

    FunctionCheck(Findings findings) {
        this.findings = findings;
    }

    void function(FunctionDefinition function) {
        var place = function.key().toString();
        findings.slug(place + "/id", function.id());
        findings.labelled(place + "/label", function.label());
        if (Expressions.isBuiltIn(function.id())) {
            findings.add(place + "/id", NAME_TAKEN, "given", function.id());
        }
        findings.unique(
                place + "/parameters",
                function.parameters().stream()
                        .map(FunctionDefinition.Parameter::id)
                        .toList());
        for (var parameter : function.parameters()) {
            if (WORDS.contains(parameter.id())) {
                findings.add(place + "/parameters/" + parameter.id() + "/id", PARAMETER_WORD, "given", parameter.id());
            }
        }
        findings.unique(
                place + "/tests",
                function.tests().stream().map(FunctionDefinition.Test::id).toList());
    }
}
